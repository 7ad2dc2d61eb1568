/* The look page shows what is typed and chosen before it is saved; without this it shows it afterwards. */
(function () {
    "use strict";

    var form = document.getElementById("look");
    if (!form) {
        return;
    }
    var colour = document.getElementById("look:colour");
    var picker = document.getElementById("picker");
    var sheet = document.getElementById("preview-sheet");
    var chosen = null;

    function typed(name) {
        return document.getElementById("look:" + name).value.trim();
    }

    function live(name) {
        return document.querySelectorAll("[data-live=" + name + "]");
    }

    function say(name, text) {
        live(name).forEach(function (place) {
            place.textContent = text;
        });
    }

    function initials(name) {
        var words = name.split(/\s+/).filter(Boolean);
        var first = words.length ? Array.from(words[0])[0] : "\u00b7";
        return (first + (words.length > 1 ? Array.from(words[words.length - 1])[0] : "")).toUpperCase();
    }

    function words() {
        say("name", typed("name"));
        say("initials", initials(typed("name")));
        say("sender", typed("mailName") || typed("name"));
        live("reply").forEach(function (place) {
            place.textContent = typed("replyTo") || place.dataset.none;
        });
    }

    /* the shades are made where they are judged: on the server */
    function shades(value) {
        sheet.href = "/look/preview.css?colour=" + value.slice(1).toLowerCase();
    }

    form.addEventListener("input", function (event) {
        if (event.target === picker) {
            colour.value = picker.value;
            colour.dispatchEvent(new Event("input", { bubbles: true }));
        } else if (event.target === colour) {
            if (/^#[0-9a-f]{6}$/i.test(colour.value.trim())) {
                picker.value = colour.value.trim().toLowerCase();
                shades(picker.value);
            } else if (colour.value.trim() === "") {
                picker.value = "#2a49b3";
                shades(picker.value);
            }
        } else {
            words();
        }
    });

    form.addEventListener("change", function (event) {
        if (event.target.type !== "file") {
            return;
        }
        var file = event.target.files[0];
        if (chosen) {
            URL.revokeObjectURL(chosen);
        }
        chosen = file ? URL.createObjectURL(file) : null;
        live("logo").forEach(function (picture) {
            if (chosen) {
                picture.src = chosen;
                picture.parentNode.dataset.mark = "logo";
            }
        });
    });

    words();
}());
