package org.countersign.acceptance.product;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks until the answer is right; on conditions only, never for a time. */
public final class Waiting {

    private static final long PAUSE_MILLIS = 200;

    private Waiting() {}

    public static <T> T until(
            String what, Duration atMost, Supplier<T> question, Predicate<T> right) {
        long end = System.nanoTime() + atMost.toNanos();
        T seen = question.get();
        while (!right.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        what + ": not within " + atMost.toSeconds() + " s; last seen: " + seen);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            seen = question.get();
        }
        return seen;
    }
}
