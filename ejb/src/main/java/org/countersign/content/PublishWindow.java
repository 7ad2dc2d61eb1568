package org.countersign.content;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When an approved variant may go out: half open, {@code from} included and {@code to} not. A move
 * inside it keeps the approval.
 */
public record PublishWindow(Instant from, Instant to) {

    public PublishWindow {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("an empty window");
        }
    }

    /** The brand's whole day around an instant; 23 or 25 hours where clocks change. */
    public static PublishWindow dayOf(Instant planned, ZoneId zone) {
        var day = planned.atZone(zone).toLocalDate();
        return new PublishWindow(
                day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    public boolean holds(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
