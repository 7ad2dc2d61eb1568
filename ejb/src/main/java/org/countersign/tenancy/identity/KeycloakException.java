package org.countersign.tenancy.identity;

import java.io.Serializable;
import org.countersign.platform.RefusedException;

/** Keycloak's administration did not do what it was asked. */
public abstract sealed class KeycloakException extends RefusedException
        permits KeycloakUnreachableException,
                KeycloakRefusedException,
                KeycloakMissingException,
                KeycloakConflictException {

    private static final long serialVersionUID = 1L;

    KeycloakException(String messageKey, Serializable... arguments) {
        super(messageKey, arguments);
    }
}
