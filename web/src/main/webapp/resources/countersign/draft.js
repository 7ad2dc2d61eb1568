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

    /* ticks stand in an element that names them all; each is told from the others by its value */
    function fields() {
        document.querySelectorAll("[data-draft-ticks] input[type=checkbox]").forEach(function (tick) {
            tick.dataset.draft = tick.closest("[data-draft-ticks]").dataset.draftTicks + "-" + tick.value;
        });
        return Array.prototype.filter.call(document.querySelectorAll("[data-draft]"), function (field) {
            return field.dataset.draft;
        });
    }

    function text(field) {
        return field.type === "checkbox" ? String(field.checked) : field.value;
    }

    function sent(field) {
        if (field.type === "checkbox") {
            return String(field.defaultChecked);
        }
        if (field.type === "select-one") {
            var chosen = Array.prototype.find.call(field.options, function (option) {
                return option.defaultSelected;
            });
            return chosen ? chosen.value : field.options[0].value;
        }
        return field.defaultValue;
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
        if (text(field) === base) {
            window.localStorage.removeItem(key);
        } else {
            window.localStorage.setItem(key, JSON.stringify({ text: text(field), base: base, at: Date.now() }));
        }
    }

    function put(field, kept) {
        if (field.type === "checkbox") {
            field.checked = kept === "true";
        } else {
            field.value = kept;
        }
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function restore() {
        var restored = 0;
        var conflicts = [];
        fields().forEach(function (field) {
            field.dataset.base = sent(field);
            var draft = read(page + field.dataset.draft);
            if (draft && person.dataset.refused === "true") {
                /* shown again with what was typed: the server does not have it, so the draft stays */
                field.dataset.base = draft.base;
            } else if (!draft || draft.text === text(field)) {
                window.localStorage.removeItem(page + field.dataset.draft);
            } else if (Date.now() - draft.at > week) {
                window.localStorage.removeItem(page + field.dataset.draft);
            } else if (draft.base === text(field)) {
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
