package org.countersign.tenancy.privacy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A legal hold on one person: nothing of them is erased while it stands. */
public record HoldOnErasure(
        UUID id,
        String personId,
        String personName,
        String reason,
        String placedBy,
        Instant placedAt,
        Optional<Instant> endedAt) {}
