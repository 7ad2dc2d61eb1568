package org.countersign.content;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.countersign.platform.InvalidInputException;

/**
 * Turns a wall-clock time of a brand into an instant. What is ambiguous is asked, never guessed.
 */
public final class PlannedTime {

    private PlannedTime() {}

    /** Which of two instants a time means that a clock shows twice. */
    public enum Repeat {
        NOT_SAID,
        FIRST,
        SECOND
    }

    /**
     * @throws InvalidInputException for a time that the zone's clocks skip, or show twice and the
     *     person has not said which
     */
    public static Instant resolve(LocalDateTime local, ZoneId zone, Repeat repeat) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            var gap = zone.getRules().getTransition(local);
            throw new InvalidInputException(
                    "plannedAt",
                    "post.refused.time_skipped",
                    local.toLocalTime(),
                    gap.getDateTimeAfter().toLocalTime());
        }
        if (offsets.size() == 1) {
            return local.toInstant(offsets.get(0));
        }
        return switch (repeat) {
            case FIRST -> local.toInstant(offsets.get(0));
            case SECOND -> local.toInstant(offsets.get(1));
            case NOT_SAID ->
                    throw new InvalidInputException(
                            "plannedAt", "post.refused.time_repeats", local.toLocalTime());
        };
    }
}
