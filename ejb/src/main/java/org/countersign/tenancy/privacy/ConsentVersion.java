package org.countersign.tenancy.privacy;

import java.time.Instant;
import java.util.UUID;

/**
 * A published version as its agency sees it.
 *
 * @param accepted people whose newest answer accepts it
 * @param declined people whose newest answer does not
 * @param current it is the version that counts now
 */
public record ConsentVersion(
        UUID id,
        ConsentKind kind,
        int number,
        ConsentMode mode,
        Instant effectiveFrom,
        String publishedBy,
        String titleEnglish,
        String titleGerman,
        long accepted,
        long declined,
        boolean current) {}
