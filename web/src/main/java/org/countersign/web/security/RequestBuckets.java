package org.countersign.web.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Buckets of one kind, one for each key. A bucket that is full again need not be kept. */
final class RequestBuckets {

    static final int KEPT_MAX = 20_000;

    private static final String ALL_OTHERS = "";
    private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();

    private final Map<String, RequestBucket> buckets = new ConcurrentHashMap<>();
    private boolean swept;
    private long sweptAt;

    /**
     * The key's bucket. Should somebody walk through more keys than are kept, newcomers share one.
     */
    RequestBucket of(String key, RequestQuota quota, long now) {
        RequestBucket known = buckets.get(key);
        if (known != null && known.quota().equals(quota)) {
            return known;
        }
        if (known != null) {
            return buckets.compute(key, (same, old) -> new RequestBucket(quota, now));
        }
        if (buckets.size() >= KEPT_MAX && sweep(now)) {
            buckets.values().removeIf(bucket -> bucket.full(now));
        }
        return buckets.computeIfAbsent(
                buckets.size() >= KEPT_MAX ? ALL_OTHERS : key,
                unknown -> new RequestBucket(quota, now));
    }

    /** Looking through all of them takes time, so it is done now and then only. */
    private synchronized boolean sweep(long now) {
        if (swept && now - sweptAt < BETWEEN_SWEEPS) {
            return false;
        }
        swept = true;
        sweptAt = now;
        return true;
    }

    int kept() {
        return buckets.size();
    }
}
