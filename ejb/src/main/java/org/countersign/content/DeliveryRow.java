package org.countersign.content;

import java.time.Instant;
import java.util.UUID;

/**
 * A revision that a vendor's person handed over.
 *
 * @param revisionNumber which one
 * @param newest nobody has changed the post since
 */
public record DeliveryRow(
        UUID id,
        UUID postId,
        String title,
        int revisionNumber,
        boolean newest,
        UUID assignmentId,
        String deliveredBy,
        Instant deliveredAt,
        String note) {}
