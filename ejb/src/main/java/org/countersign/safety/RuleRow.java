package org.countersign.safety;

import java.time.Instant;
import java.util.UUID;

/**
 * A rule in a list.
 *
 * @param scopeName name of what it is for
 * @param owner name of the person who wrote it
 */
public record RuleRow(
        UUID id,
        Scope scope,
        String scopeId,
        String scopeName,
        String kind,
        String pattern,
        String action,
        String title,
        String rationale,
        String citation,
        String suggestion,
        String owner,
        Instant createdAt,
        long version) {}
