package org.countersign.tenancy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody to be appointed, or suggested, for a client.
 *
 * @param kind {@code OWNER}, {@code APPROVER} or {@code VIEWER}
 * @param endsAt when it ends by itself
 * @param language {@code en} or {@code de}, of the invitation's mail
 */
public record MandateDraft(
        @NotNull UUID clientId,
        @NotNull String name,
        @NotNull String mail,
        @NotNull @Pattern(regexp = "OWNER|APPROVER|VIEWER") String kind,
        @NotNull Optional<Instant> endsAt,
        @NotNull String language) {}
