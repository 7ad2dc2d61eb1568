/* Small manners of every page: menus that close, dialogs that open, toasts that leave, disclosed copies. */
(function () {
    "use strict";

    document.addEventListener("click", function (event) {
        document.querySelectorAll("details[data-closes=outside][open]").forEach(function (menu) {
            if (!menu.contains(event.target)) {
                menu.open = false;
            }
        });
        var opener = event.target.closest("[data-opens]");
        if (opener) {
            var dialog = document.getElementById(opener.dataset.opens);
            if (dialog && dialog.showModal && !dialog.open) {
                event.preventDefault();
                dialog.showModal();
                var first = dialog.querySelector("[data-first]");
                if (first) {
                    first.focus();
                }
            }
        }
        var closer = event.target.closest("[data-closes=dialog]");
        if (closer) {
            event.preventDefault();
            closer.closest("dialog").close();
        }
        var copier = event.target.closest("[data-copies]");
        if (copier && navigator.clipboard) {
            navigator.clipboard.writeText(document.getElementById(copier.dataset.copies).textContent.trim());
        }
    });

    document.addEventListener("keydown", function (event) {
        if (event.key === "Escape") {
            document.querySelectorAll("details[data-closes=outside][open]").forEach(function (menu) {
                menu.open = false;
                menu.querySelector("summary").focus();
            });
        }
    });

    /* a picture of a list filters as soon as a choice is made; without script there is the button */
    document.addEventListener("change", function (event) {
        if (event.target.matches("[data-submits]")) {
            event.target.form.requestSubmit();
        }
    });

    function leave(toast) {
        window.setTimeout(function () {
            toast.remove();
        }, 10000);
    }
    document.querySelectorAll(".toast").forEach(leave);

    /* dialogs that the server found reason to show again, with their errors */
    document.querySelectorAll("dialog[data-again=true]").forEach(function (dialog) {
        dialog.showModal();
    });
})();
