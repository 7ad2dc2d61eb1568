/* The keys of the pages (press ? for the list). Off while somebody types; nothing sends, approves or stops by one key alone. */
(function () {
    "use strict";

    var places = { d: "/desk.xhtml", p: "/content/posts.xhtml", a: "/approval/approvals.xhtml", s: "/safety/stop.xhtml" };
    var staff = document.body.classList.contains("staff");
    var chord = 0;

    function typing(target) {
        return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    }

    function modal() {
        return document.querySelector("dialog[open]");
    }

    function press(selector) {
        var found = document.querySelector(selector);
        if (found && !found.disabled) {
            found.click();
            return true;
        }
        return false;
    }

    /* J and K walk the titles of the first list of the page, or whatever is marked data-row */
    function step(by) {
        var rows = Array.prototype.slice.call(document.querySelectorAll("#main a.t, #main a.sl, #main a.qi"));
        if (rows.length === 0) {
            return;
        }
        var at = rows.indexOf(document.activeElement);
        var next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
        rows[next].focus();
        rows[next].scrollIntoView({ block: "nearest" });
    }

    function stop() {
        var link = document.getElementById("stop");
        if (link) {
            window.location.assign(link.href);
        }
    }

    document.addEventListener("keydown", function (event) {
        if (event.defaultPrevented || event.isComposing) {
            return;
        }
        if (event.shiftKey && event.key === "Escape") {
            event.preventDefault();
            stop();
            return;
        }
        if ((event.ctrlKey || event.metaKey) && !event.altKey) {
            if (event.key === "k" && document.getElementById("find")) {
                event.preventDefault();
                document.getElementById("find").focus();
            } else if (event.key === "s" && press("[data-key=save]")) {
                event.preventDefault();
            } else if (event.key === "Enter" && press(modal() ? "dialog[open] [data-key=confirm]" : "[data-key=submit]")) {
                event.preventDefault();
            }
            return;
        }
        if (event.altKey && /^[1-9]$/.test(event.key)) {
            var tabs = document.querySelectorAll("[role=tablist] [role=tab]");
            if (tabs[event.key - 1]) {
                event.preventDefault();
                tabs[event.key - 1].click();
                tabs[event.key - 1].focus();
            }
            return;
        }
        if (event.altKey || typing(event.target) || modal()) {
            return;
        }
        var now = Date.now();
        if (chord && now - chord < 1500) {
            chord = 0;
            if (staff && places[event.key]) {
                event.preventDefault();
                window.location.assign(places[event.key]);
            }
            return;
        }
        if (event.key === "?") {
            document.getElementById("keys").showModal();
        } else if (event.key === "g") {
            chord = now;
        } else if (event.key === "n") {
            press("#new-post");
        } else if (event.key === "j") {
            step(1);
        } else if (event.key === "k") {
            step(-1);
        }
    });

    /* tabs: arrows move, as readers expect of role=tab */
    document.addEventListener("keydown", function (event) {
        var tab = event.target.closest && event.target.closest("[role=tab]");
        if (!tab || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) {
            return;
        }
        var tabs = Array.prototype.slice.call(tab.closest("[role=tablist]").querySelectorAll("[role=tab]"));
        var next = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
        event.preventDefault();
        next.focus();
        next.click();
    });
})();
