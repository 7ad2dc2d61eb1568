package org.countersign.keycloak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers strangers at whole steps of time, counted from when their form came. To look somebody up
 * takes a millisecond more than to find that there is nobody; without the steps, enough tries would
 * tell who has an account.
 */
final class Pace {

    /** More than a name takes; a password takes one or two more, whoever's it is. */
    static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long began = System.nanoTime();

    /** Returns at the next step, which is at most {@link #STEP_NANOS} away. */
    void keep() {
        long spent = System.nanoTime() - began;
        long end = began + (spent / STEP_NANOS + 1) * STEP_NANOS;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
