package org.countersign.keycloak;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How often one sign-in has asked for a code by mail. */
record Mailings(int sent, Instant last) {

    static final int MOST = 4;
    static final Duration PAUSE = Duration.ofSeconds(30);

    static final Mailings NONE = new Mailings(0, Instant.EPOCH);

    boolean mayAsk(Instant now) {
        return sent < MOST && !last.plus(PAUSE).isAfter(now);
    }

    /** False when waiting does not help any more. */
    boolean mayAskLater() {
        return sent < MOST;
    }

    Mailings asked(Instant now) {
        return new Mailings(sent + 1, now);
    }

    String note() {
        return sent + "@" + last.toEpochMilli();
    }

    static Mailings of(String note) {
        return Optional.ofNullable(note).flatMap(Mailings::parsed).orElse(NONE);
    }

    private static Optional<Mailings> parsed(String note) {
        try {
            var parts = note.split("@", 2);
            return Optional.of(
                    new Mailings(
                            Integer.parseInt(parts[0]),
                            Instant.ofEpochMilli(Long.parseLong(parts[1]))));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
