package org.countersign.audit;

import java.time.Instant;

/**
 * One link of a chain.
 *
 * @param sequence from 1, without a gap
 * @param actor a person's id, or {@code job:<name>}
 * @param actorName the person's name, or the actor itself
 * @param detail RFC 8785 JSON object of strings
 * @param hash SHA-256 of the canonical bytes, lower-case hex
 */
public record AuditEntry(
        long sequence,
        Instant at,
        String actor,
        String actorName,
        String action,
        String subjectType,
        String subjectId,
        String detail,
        String previousHash,
        String hash) {}
