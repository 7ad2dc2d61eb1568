package org.countersign.content;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A post in a list.
 *
 * @param state where it stands: DRAFT, IN_REVIEW, CHANGES_REQUESTED, REJECTED, APPROVED, or the
 *     state of its publication (SCHEDULED, DISPATCHING, PUBLISHED, HELD...), the worst of several
 * @param revisionId the newest revision
 */
public record PostRow(
        UUID id,
        String title,
        UUID brandId,
        UUID clientId,
        String brandName,
        String brandInitials,
        int brandColour,
        ZoneId zone,
        UUID campaignId,
        String campaignName,
        String state,
        Instant plannedAt,
        Instant changedAt,
        UUID revisionId,
        int revisionNumber,
        long version) {}
