/* Nothing typed is lost. Fields marked data-draft are kept in this browser, per person and page, until the
   server has them. If the session ends in between, they come back after signing in, and the page says so. */
(function () {
    "use strict";

    var body = document.body;
    var person = document.getElementById("draft-person");
    if (!person || !window.localStorage) {
        return;
    }
    var prefix = "draft:" + person.dataset.person + ":";
    var page = prefix + window.location.pathname + "?" + person.dataset.about + ":";
    var week = 7 * 24 * 3600 * 1000;

    function fields() {
        return Array.prototype.filter.call(document.querySelectorAll("[data-draft]"), function (field) {
            return field.dataset.draft;
        });
    }

    function read(key) {
        try {
            return JSON.parse(window.localStorage.getItem(key));
        } catch (broken) {
            window.localStorage.removeItem(key);
            return null;
        }
    }

    function forget(start) {
        Object.keys(window.localStorage).forEach(function (key) {
            if (key.indexOf(start) === 0) {
                window.localStorage.removeItem(key);
            }
        });
    }

    /* what the server last sent is the base: a draft counts only as a change of that very text */
    function keep(field) {
        var key = page + field.dataset.draft;
        var base = field.dataset.base;
        if (field.value === base) {
            window.localStorage.removeItem(key);
        } else {
            window.localStorage.setItem(key, JSON.stringify({ text: field.value, base: base, at: Date.now() }));
        }
    }

    function put(field, text) {
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function restore() {
        var restored = 0;
        var conflicts = [];
        fields().forEach(function (field) {
            field.dataset.base = field.defaultValue;
            var draft = read(page + field.dataset.draft);
            if (draft && person.dataset.refused === "true") {
                /* shown again with what was typed: the server does not have it, so the draft stays */
                field.dataset.base = draft.base;
            } else if (!draft || draft.text === field.value) {
                window.localStorage.removeItem(page + field.dataset.draft);
            } else if (Date.now() - draft.at > week) {
                window.localStorage.removeItem(page + field.dataset.draft);
            } else if (draft.base === field.value) {
                put(field, draft.text);
                restored += 1;
            } else {
                conflicts.push({ field: field, text: draft.text });
            }
        });
        if (restored > 0) {
            show(document.getElementById("draft-restored"), null);
        }
        if (conflicts.length > 0) {
            show(document.getElementById("draft-conflict"), conflicts);
        }
    }

    function show(notice, conflicts) {
        if (!notice) {
            return;
        }
        notice.hidden = false;
        notice.addEventListener("click", function (event) {
            var act = event.target.closest("[data-draft-act]");
            if (!act) {
                return;
            }
            if (act.dataset.draftAct === "discard") {
                forget(page);
                fields().forEach(function (field) {
                    put(field, field.dataset.base);
                });
            } else if (conflicts) {
                conflicts.forEach(function (conflict) {
                    put(conflict.field, conflict.text);
                });
            }
            notice.hidden = true;
        });
    }

    document.addEventListener("input", function (event) {
        if (event.target.dataset && event.target.dataset.draft && event.target.dataset.base !== undefined) {
            keep(event.target);
        }
    });
    document.addEventListener("submit", function (event) {
        if (event.target.dataset.drafts === "forget") {
            forget(prefix);
        }
    });
    if (person.dataset.saved === "true") {
        forget(page);
        forget(prefix + window.location.pathname + "?new");
    }
    restore();
})();
