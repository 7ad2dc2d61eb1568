package org.countersign.content.limits;

import java.time.LocalDate;
import java.util.Locale;

/**
 * One number a network sets.
 *
 * @param subject what is counted
 * @param unit in what it is counted
 * @param value the largest number accepted
 * @param firmness what happens above it; where sources conflict, the lower number warns and the
 *     higher refuses
 * @param source where the number was read
 * @param read when it was read there
 * @param confidence how good the source is
 */
public record Limit(
        Subject subject,
        Unit unit,
        long value,
        Firmness firmness,
        String source,
        LocalDate read,
        Confidence confidence) {

    /** What a limit is about. */
    public enum Subject {
        TEXT,
        IMAGES,
        IMAGE_FILE,
        ALT_TEXT,
        LANGUAGES
    }

    /** How a network counts. */
    public enum Unit {
        /** User-perceived characters, extended grapheme clusters of Unicode. */
        GRAPHEMES,
        /** Bytes; of text, in UTF-8. */
        BYTES,
        /** Things. */
        COUNT
    }

    /** What being over the limit means. */
    public enum Firmness {
        REFUSE,
        WARN
    }

    /** How good a source is. */
    public enum Confidence {
        /** The network's own page or schema, read by us. */
        OFFICIAL,
        /** The network's own text, quoted by another. */
        QUOTED,
        /** Another tool's code or documentation. */
        SECOND_HAND
    }

    /** Names the limit across releases, for messages: {@code text.graphemes}. */
    public String key() {
        return (subject + "." + unit).toLowerCase(Locale.ROOT);
    }

    public boolean refuses() {
        return firmness == Firmness.REFUSE;
    }
}
