package org.countersign.tenancy.privacy;

import java.time.Instant;

/**
 * The daily run's last entry.
 *
 * @param deleted rows that went
 */
public record RetentionRun(Instant at, long deleted) {}
