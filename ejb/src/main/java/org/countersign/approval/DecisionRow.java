package org.countersign.approval;

import java.time.Instant;
import java.util.UUID;

/** What one person decided in one stage. */
public record DecisionRow(
        UUID id,
        UUID submissionId,
        int stage,
        DecisionKind kind,
        String comment,
        String decidedBy,
        String decidedByName,
        Instant decidedAt) {}
