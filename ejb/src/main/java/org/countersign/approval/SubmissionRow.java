package org.countersign.approval;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * A submission in a list.
 *
 * @param waiting the stage that is being decided; empty when none is
 * @param windowTo from then on a yes comes too late
 */
public record SubmissionRow(
        UUID id,
        UUID postId,
        UUID revisionId,
        String title,
        UUID brandId,
        UUID clientId,
        String clientName,
        String brandName,
        String brandInitials,
        int brandColour,
        ZoneId zone,
        Submission.State state,
        String submittedBy,
        String submittedByName,
        Instant submittedAt,
        String note,
        Instant plannedAt,
        Instant windowTo,
        Optional<StageRow> waiting,
        long version) {}
