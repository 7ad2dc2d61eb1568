package org.countersign.tenancy;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A brand with what every page shows of it.
 *
 * @param colour 1 to 8: which of the brand mark's colours
 * @param languages IETF tags, the first is the brand's own
 * @param channelsConnected how many of its channels have a credential
 */
public record BrandRow(
        UUID id,
        UUID clientId,
        String clientName,
        String name,
        String initials,
        int colour,
        ZoneId zone,
        List<String> languages,
        long channels,
        long channelsConnected,
        long version) {}
