package org.countersign.web.security;

/**
 * A token bucket: so many requests at once, refilled steadily over the window. It remembers one
 * number, the instant at which it will be full again (the generic cell rate algorithm).
 */
final class RequestBucket {

    private static final long SECOND = 1_000_000_000L;

    private final RequestQuota quota;
    private final long perRequest;
    private final long whole;
    private long fullAt;

    RequestBucket(RequestQuota quota, long now) {
        this.quota = quota;
        this.perRequest = quota.windowSeconds() * SECOND / quota.requests();
        this.whole = perRequest * quota.requests();
        this.fullAt = now;
    }

    RequestQuota quota() {
        return quota;
    }

    /** Takes one request out, unless there is none left. */
    synchronized boolean take(long now) {
        if (missing(now) + perRequest > whole) {
            return false;
        }
        fullAt = now + missing(now) + perRequest;
        return true;
    }

    /** Undoes a take: the request was refused for another reason. */
    synchronized void giveBack() {
        fullAt -= perRequest;
    }

    /** How many requests are left. */
    synchronized long left(long now) {
        return (whole - missing(now)) / perRequest;
    }

    /** Seconds, rounded up, until one more request is there; zero when the bucket is full. */
    synchronized long secondsToMore(long now) {
        long missing = missing(now);
        long toMore =
                missing % perRequest == 0 ? Math.min(missing, perRequest) : missing % perRequest;
        return (toMore + SECOND - 1) / SECOND;
    }

    synchronized boolean full(long now) {
        return missing(now) == 0;
    }

    /** By differences only, as {@link System#nanoTime} demands. */
    private long missing(long now) {
        return Math.max(0, fullAt - now);
    }
}
