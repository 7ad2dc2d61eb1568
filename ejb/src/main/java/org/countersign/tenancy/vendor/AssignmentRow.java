package org.countersign.tenancy.vendor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * An assignment in a list.
 *
 * @param brand what it is for; empty for a vendor's person who has not accepted its texts
 * @param startsOn first day
 * @param endsOn last day
 * @param waiting number of the terms that wait for the client
 * @param working the caller is of the vendor and may work in it now
 */
public record AssignmentRow(
        UUID id,
        String title,
        UUID vendorId,
        String vendorName,
        Optional<Brand> brand,
        Instant startsAt,
        Instant endsAt,
        LocalDate startsOn,
        LocalDate endsOn,
        AssignmentState state,
        Optional<Integer> waiting,
        boolean working,
        String createdBy,
        Optional<Instant> endedAt,
        String endReason,
        long version) {

    /**
     * The brand, and the campaign of it that the assignment is limited to.
     *
     * @param initials for the brand's mark
     */
    public record Brand(
            UUID id,
            String name,
            String initials,
            int colour,
            ZoneId zone,
            UUID clientId,
            String clientName,
            Optional<UUID> campaignId,
            Optional<String> campaignName) {}
}
