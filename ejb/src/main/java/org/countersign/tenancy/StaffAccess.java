package org.countersign.tenancy;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody of the agency may do, for whom and for how long.
 *
 * @param allClients every client that no wall hides
 * @param clients the named ones, besides or instead
 */
public record StaffAccess(
        @NotEmpty List<String> roles,
        boolean allClients,
        @NotNull List<UUID> clients,
        @NotNull Optional<Instant> from,
        @NotNull Optional<Instant> until) {}
