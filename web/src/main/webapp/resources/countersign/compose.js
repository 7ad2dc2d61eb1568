/* The composer: tabs of channels, live counters, findings and previews while somebody types. */
(function () {
    "use strict";

    var form = document.getElementById("post");
    if (!form) {
        return;
    }
    var segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
    var encoder = new TextEncoder();
    var timer = 0;
    var speaker = 0;

    function graphemes(text) {
        if (!segmenter) {
            return Array.from(text).length;
        }
        var count = 0;
        var each = segmenter.segment(text)[Symbol.iterator]();
        while (!each.next().done) {
            count += 1;
        }
        return count;
    }

    /* browsers count line ends as one character and send two; the server stores one */
    function count(field) {
        var box = document.getElementById(field.dataset.counts);
        if (!box) {
            return;
        }
        var said = [];
        box.querySelectorAll("[data-unit]").forEach(function (meter) {
            var used = meter.dataset.unit === "BYTES" ? encoder.encode(field.value).length : graphemes(field.value);
            var limit = Number(meter.dataset.limit);
            meter.querySelector("b").textContent = used.toLocaleString(document.documentElement.lang);
            meter.classList.toggle("near", used > limit * 0.9 && used <= limit);
            meter.classList.toggle("over", used > limit);
            if (used > limit * 0.9) {
                said.push(meter.textContent.trim());
            }
        });
        window.clearTimeout(speaker);
        speaker = window.setTimeout(function () {
            box.querySelector("[aria-live]").textContent = said.join(", ");
        }, 1000);
    }

    function fit(field) {
        field.style.height = "auto";
        field.style.height = Math.max(128, field.scrollHeight) + "px";
    }

    function tabs() {
        return Array.prototype.slice.call(form.querySelectorAll("[role=tab]"));
    }

    function open(index) {
        tabs().forEach(function (tab, at) {
            tab.setAttribute("aria-selected", at === index ? "true" : "false");
            tab.tabIndex = at === index ? 0 : -1;
        });
        form.querySelectorAll("[data-panel]").forEach(function (panel) {
            panel.hidden = Number(panel.dataset.panel) !== index;
        });
        form.querySelectorAll("[data-panel]:not([hidden]) textarea").forEach(fit);
    }

    form.addEventListener("click", function (event) {
        var tab = event.target.closest("[role=tab]");
        if (tab) {
            open(tabs().indexOf(tab));
        }
    });

    form.addEventListener("input", function (event) {
        var field = event.target;
        if (field.dataset.counts) {
            count(field);
            fit(field);
        }
        if (field.dataset.counts || field.dataset.looks) {
            window.clearTimeout(timer);
            timer = window.setTimeout(function () {
                if (window.lookAgain) {
                    window.lookAgain();
                }
            }, 600);
        }
    });

    form.addEventListener("change", function (event) {
        if (event.target.dataset.uploads && event.target.files.length > 0) {
            var tooLarge = event.target.files[0].size > Number(event.target.dataset.max);
            document.getElementById("too-large").hidden = !tooLarge;
            if (tooLarge) {
                event.target.value = "";
                return;
            }
            document.getElementById(event.target.dataset.uploads).click();
        }
    });

    /* Ctrl . walks the findings, Ctrl Shift . applies the fix of the one in focus */
    document.addEventListener("keydown", function (event) {
        if (!event.ctrlKey || (event.key !== "." && event.key !== ":" && event.key !== ">")) {
            return;
        }
        var findings = Array.prototype.slice.call(form.querySelectorAll("[data-panel]:not([hidden]) [data-finding]"));
        if (findings.length === 0) {
            return;
        }
        event.preventDefault();
        var at = findings.findIndex(function (finding) {
            return finding.contains(document.activeElement);
        });
        if (event.shiftKey) {
            var fix = at >= 0 ? findings[at].querySelector("button") : null;
            if (fix) {
                fix.click();
            }
        } else {
            findings[(at + 1) % findings.length].focus();
        }
    });

    form.querySelectorAll("[data-counts]").forEach(function (field) {
        count(field);
        fit(field);
    });
    open(0);
})();
