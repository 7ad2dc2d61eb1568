package org.countersign.keycloak;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The strength that a running session has, kept as a note in it. On a device that stays signed in
 * for weeks a strength wears off: after {@link #LASTS} no more is left than the mailbox's.
 */
record Held(Strength strength, Instant since) {

    /** As long as the longest session of staff. */
    static final Duration LASTS = Duration.ofHours(12);

    Strength at(Instant now) {
        return since.plus(LASTS).isAfter(now) ? strength : Strength.MAIL;
    }

    String note() {
        return strength.name() + "@" + since.getEpochSecond();
    }

    /** Empty for no note, and for one that nobody of ours wrote. */
    static Optional<Held> of(String note) {
        if (note == null) {
            return Optional.empty();
        }
        try {
            var parts = note.split("@", 2);
            return Optional.of(
                    new Held(
                            Strength.valueOf(parts[0]),
                            Instant.ofEpochSecond(Long.parseLong(parts[1]))));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
