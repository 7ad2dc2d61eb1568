package org.countersign.content;

import java.time.Instant;
import java.util.UUID;

/**
 * A revision in a post's history.
 *
 * @param digest post digest, lower-case hex
 */
public record RevisionRow(
        UUID id,
        UUID postId,
        int number,
        String digest,
        String authorId,
        String authorName,
        Instant createdAt) {}
