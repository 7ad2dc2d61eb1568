package org.countersign.safety;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A stop.
 *
 * @param scopeName the agency's, client's, brand's, campaign's or channel's name
 * @param placedSide {@code AGENCY} or {@code CLIENT}: where the client stopped, one of the client's
 *     people must be among those who lift
 * @param liftedBy names of those who asked to lift it so far; two people end it
 * @param active it still stops
 */
public record HoldRow(
        UUID id,
        Scope scope,
        String scopeId,
        String scopeName,
        String reason,
        String placedBy,
        String placedSide,
        Instant placedAt,
        List<String> liftedBy,
        boolean active) {}
