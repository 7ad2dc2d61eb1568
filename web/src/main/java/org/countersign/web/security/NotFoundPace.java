package org.countersign.web.security;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has "not found" answered at whole steps of time, counted from the request's beginning. The
 * database spends a fraction of a millisecond more on a row that is somebody else's than on one
 * that is not there; without the steps, enough calls would tell the two apart.
 */
final class NotFoundPace {

    /** More than a look-up takes, and too little for a person to notice. */
    static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final long began = System.nanoTime();

    /** Returns at the next step, which is at most {@link #STEP_NANOS} away. */
    void keep() {
        long end = began + (spent() / STEP_NANOS + 1) * STEP_NANOS;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private long spent() {
        return System.nanoTime() - began;
    }
}
