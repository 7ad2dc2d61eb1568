package org.countersign.tenancy.privacy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A text that counts now, in one language, and what the caller last said to it.
 *
 * @param version id of the version, the same in every language
 * @param digest SHA-256 of title, empty line and body, lower-case hex
 */
public record ConsentText(
        UUID version,
        ConsentKind kind,
        int number,
        ConsentMode mode,
        Instant effectiveFrom,
        String language,
        String title,
        String body,
        String digest,
        Optional<ConsentAnswer> answer,
        Optional<Instant> answeredAt) {

    /** Still to be shown: not answered yet, or required and not accepted. */
    public boolean waiting() {
        return mode == ConsentMode.REQUIRE
                ? answer.filter(given -> given == ConsentAnswer.ACCEPTED).isEmpty()
                : answer.isEmpty();
    }

    public boolean accepted() {
        return answer.filter(given -> given == ConsentAnswer.ACCEPTED).isPresent();
    }
}
