package org.countersign.web.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.countersign.web.security.PlainPages.Page;

/**
 * Why a session is over that somebody would have gone on with. One that nobody used for long is not
 * among them: its person is simply asked to sign in.
 */
enum SessionEnd {
    /** The same sign-in was ended somewhere else, by the person or by an administrator. */
    ELSEWHERE(Page.SIGNED_OUT_ELSEWHERE),
    /** It had lasted as long as any may. */
    LONG(Page.SESSION_TOO_LONG);

    private final Page page;

    SessionEnd(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SessionEnd> named(String word) {
        return Arrays.stream(values()).filter(end -> end.word().equals(word)).findFirst();
    }
}
