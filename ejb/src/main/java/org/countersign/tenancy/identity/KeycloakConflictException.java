package org.countersign.tenancy.identity;

/** Something of that name or address exists already. */
public final class KeycloakConflictException extends KeycloakException {

    private static final long serialVersionUID = 1L;

    KeycloakConflictException(String reason) {
        super("keycloak.refused.conflict", reason);
    }
}
