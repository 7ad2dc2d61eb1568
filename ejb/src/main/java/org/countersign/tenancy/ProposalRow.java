package org.countersign.tenancy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Somebody the agency suggests for a client; the client's owner appoints, or does not. */
public record ProposalRow(
        UUID id,
        UUID clientId,
        String clientName,
        String name,
        String mail,
        String kind,
        Optional<Instant> endsAt,
        String proposedBy,
        Instant proposedAt) {}
