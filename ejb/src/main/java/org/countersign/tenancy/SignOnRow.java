package org.countersign.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A client's own sign-on: an OpenID Connect provider at which its people sign in.
 *
 * @param domains mail domains whose people are sent there
 * @param setBy name of the owner who set it up
 * @param keycloak how far Keycloak has followed: {@code DONE}, {@code WAITING} or {@code FAILED}
 * @param failure why it did not, as a key of a text; empty when it did
 */
public record SignOnRow(
        UUID clientId,
        String clientName,
        String issuer,
        String oidcClientId,
        List<String> domains,
        boolean active,
        String setBy,
        Instant setAt,
        String keycloak,
        String failure,
        long version) {}
