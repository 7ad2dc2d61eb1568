package org.countersign.tenancy.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A program's account.
 *
 * @param person the program as the books and the audit chain know it; empty before its first secret
 * @param state {@code NEW} until it has a secret, {@code ACTIVE}, {@code EXPIRED}, {@code REVOKED}
 * @param keycloakId its client in Keycloak, as long as there is one
 */
public record ServiceAccountRow(
        UUID id,
        String name,
        List<String> scopes,
        String state,
        Instant expiresAt,
        Optional<String> person,
        String createdBy,
        Instant createdAt,
        Optional<Instant> issuedAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> revokedAt,
        Optional<String> keycloakId,
        long version) {

    /** The client id as which the program asks for tokens. */
    public String clientId() {
        return ServiceAccounts.CLIENT_PREFIX + id;
    }

    public boolean revoked() {
        return revokedAt.isPresent();
    }
}
