package org.countersign.tenancy.privacy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A copy of a person's data, asked for or made.
 *
 * @param state {@code WAITING}, {@code READY}, {@code FAILED} or {@code EXPIRED}
 * @param own the caller asked for their own
 * @param until when it is deleted again; none before it is ready
 * @param digest SHA-256 of the archive, lower-case hex
 */
public record ExportRow(
        UUID id,
        String personId,
        String personName,
        String askedBy,
        boolean own,
        Instant askedAt,
        String state,
        Optional<Instant> until,
        Optional<String> digest,
        long bytes) {

    public boolean ready() {
        return "READY".equals(state);
    }
}
