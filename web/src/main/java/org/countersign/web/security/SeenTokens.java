package org.countersign.web.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids of logout tokens that were used on this node. They are forgotten when the token itself would
 * be too old. Another node may take the same token once more, which revokes what is revoked.
 */
final class SeenTokens {

    private static final Duration KEPT = Tokens.LOGOUT_AGE_MAX.plus(Tokens.SKEW).plus(Tokens.SKEW);

    private final Map<String, Instant> until = new HashMap<>();

    /** True when this id was not seen before; from now on it was. */
    synchronized boolean first(String id, Instant now) {
        until.values().removeIf(end -> !end.isAfter(now));
        return until.putIfAbsent(id, now.plus(KEPT)) == null;
    }
}
