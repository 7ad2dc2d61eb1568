package org.countersign.approval;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A client's way to a yes: the one that counts, or one that is suggested.
 *
 * @param by name of who made or suggested it; empty for what came with the agency
 * @param reason of a suggestion
 */
public record WorkflowRow(
        UUID id,
        UUID clientId,
        String clientName,
        String name,
        String reason,
        String by,
        Instant at,
        List<StageDraft> stages) {}
