package org.countersign.campaign;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A campaign with what lists and pages show of it.
 *
 * @param posts how many posts it has
 * @param waiting how many of them wait for a decision
 */
public record CampaignRow(
        UUID id,
        UUID brandId,
        String brandName,
        String brandInitials,
        int brandColour,
        String name,
        String objective,
        String brief,
        LocalDate startsOn,
        LocalDate endsOn,
        long posts,
        long waiting,
        long version) {}
