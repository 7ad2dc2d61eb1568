package org.countersign.insight;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * A post that needs somebody.
 *
 * @param group 1 expires within a day unless decided, 2 stopped or failed, 3 waits for the client,
 *     4 waits for us
 * @param state as in the list of posts
 * @param waitsFor the stage being decided, the failure's key, or the author's name
 */
public record DeskRow(
        int group,
        UUID postId,
        String title,
        UUID brandId,
        String brandName,
        String brandInitials,
        int brandColour,
        ZoneId zone,
        String state,
        Optional<String> waitsFor,
        int approvals,
        int quorum,
        Instant plannedAt) {}
