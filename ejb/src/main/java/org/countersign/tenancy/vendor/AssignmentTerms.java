package org.countersign.tenancy.vendor;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * One number of an assignment's terms, as it was written. It never changes.
 *
 * @param digest SHA-256, lower-case hex: what a decision of the client is bound to
 */
public record AssignmentTerms(
        int number,
        Optional<UUID> campaignId,
        Optional<String> campaignName,
        LocalDate startsOn,
        LocalDate endsOn,
        String brief,
        String deliverables,
        RightsGranted rights,
        UUID ndaId,
        UUID rightsId,
        String digest,
        String writtenBy,
        Instant writtenAt) {}
