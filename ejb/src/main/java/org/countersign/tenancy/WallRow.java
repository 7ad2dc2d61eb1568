package org.countersign.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Two rival clients that nobody works for at once.
 *
 * @param assigned names of staff who work for the first or the second of them
 */
public record WallRow(
        UUID id,
        UUID clientA,
        String nameA,
        UUID clientB,
        String nameB,
        String reason,
        String builtBy,
        Instant builtAt,
        List<String> assignedA,
        List<String> assignedB) {}
