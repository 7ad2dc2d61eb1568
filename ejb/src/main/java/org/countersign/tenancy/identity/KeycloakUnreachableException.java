package org.countersign.tenancy.identity;

/**
 * No answer, or one that only says that Keycloak is in trouble itself. The same call may help
 * later; whether this one had an effect is not known.
 */
public final class KeycloakUnreachableException extends KeycloakException {

    private static final long serialVersionUID = 1L;

    KeycloakUnreachableException(Throwable cause) {
        super("keycloak.refused.unreachable");
        initCause(cause);
    }

    /**
     * @param trouble what Keycloak, or who answers for it, says of itself; for the log
     */
    KeycloakUnreachableException(String trouble) {
        this(new java.io.IOException(trouble));
    }
}
