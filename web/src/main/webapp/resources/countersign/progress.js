/* While something runs, shows how far it is; when it has ended, the page is shown anew with what can be done next. */
(function () {
    'use strict';
    var PAUSE = 1500;

    function look() {
        var shown = document.getElementById('progress');
        if (!shown || shown.dataset.running !== 'true') {
            return;
        }
        fetch(window.location.href, { credentials: 'same-origin', headers: { Accept: 'text/html' } })
            .then(function (answer) {
                return answer.ok ? answer.text() : '';
            })
            .then(function (html) {
                var fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('progress');
                if (fresh && fresh.dataset.running !== 'true') {
                    window.location.replace(window.location.href);
                    return;
                }
                if (fresh) {
                    shown.replaceChildren.apply(shown, Array.from(fresh.childNodes));
                }
                window.setTimeout(look, PAUSE);
            })
            .catch(function () {
                window.setTimeout(look, PAUSE * 4);
            });
    }

    window.setTimeout(look, PAUSE);
})();
