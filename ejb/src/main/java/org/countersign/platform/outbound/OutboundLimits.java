package org.countersign.platform.outbound;

import java.time.Duration;

/** How much of an answer is taken, and how long the whole call, redirects included, may last. */
public record OutboundLimits(int answerBytes, Duration total) {

    public static final OutboundLimits DEFAULT =
            new OutboundLimits(5 * 1024 * 1024, Duration.ofSeconds(30));

    public OutboundLimits {
        if (answerBytes < 0 || total.toMillis() <= 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
