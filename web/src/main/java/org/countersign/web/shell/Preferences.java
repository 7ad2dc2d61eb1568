package org.countersign.web.shell;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The two things a person may choose about the pages; kept in cookies, so that they need no
 * sign-in.
 */
enum Preferences {
    LANGUAGE("lang", Set.of("en", "de")),
    /** Absent: what the device says. */
    THEME("theme", Set.of("light", "dark"));

    private final String cookie;
    private final Set<String> choices;

    Preferences(String cookie, Set<String> choices) {
        this.cookie = cookie;
        this.choices = choices;
    }

    String cookie() {
        return cookie;
    }

    boolean offers(String choice) {
        return choice != null && choices.contains(choice);
    }

    /** The choice the browser sent; anything we do not offer counts as none. */
    Optional<String> of(HttpServletRequest request) {
        if (request.getCookies() == null) {
            return Optional.empty();
        }
        for (Cookie sent : request.getCookies()) {
            if (sent.getName().equals(cookie) && offers(sent.getValue())) {
                return Optional.of(sent.getValue());
            }
        }
        return Optional.empty();
    }

    static Optional<Locale> language(HttpServletRequest request) {
        return LANGUAGE.of(request).map(Locale::forLanguageTag);
    }
}
