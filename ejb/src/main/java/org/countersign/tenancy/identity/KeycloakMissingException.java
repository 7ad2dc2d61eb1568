package org.countersign.tenancy.identity;

/** What the call is about does not exist in Keycloak. */
public final class KeycloakMissingException extends KeycloakException {

    private static final long serialVersionUID = 1L;

    KeycloakMissingException() {
        super("keycloak.refused.missing");
    }
}
