package org.countersign.tenancy.identity;

/** Keycloak said no; the same call will not help. */
public final class KeycloakRefusedException extends KeycloakException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param reason Keycloak's own words, or those of the HTTP status
     */
    KeycloakRefusedException(int status, String reason) {
        super("keycloak.refused.declined", reason);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
