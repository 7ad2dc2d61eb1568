package org.countersign.web.security;

/**
 * What may be asked of the API, and by whom.
 *
 * @param name how the {@code RateLimit} headers call it
 */
record RequestQuota(String name, long requests, long windowSeconds) {

    private static final long MINUTE = 60;

    /** One request may cost no less than a microsecond, or rounding would show. */
    private static final long MOST = 1_000_000;

    RequestQuota {
        if (requests < 1 || requests > MOST) {
            throw new IllegalArgumentException(
                    name + ": from 1 to " + MOST + " requests, not " + requests);
        }
    }

    static RequestQuota perMinute(String name, long requests) {
        return new RequestQuota(name, requests, MINUTE);
    }

    /** As an item of {@code RateLimit-Policy}. */
    String policy() {
        return "\"" + name + "\";q=" + requests + ";w=" + windowSeconds;
    }
}
