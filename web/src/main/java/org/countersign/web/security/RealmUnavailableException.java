package org.countersign.web.security;

/** The agency's Keycloak realm cannot be asked, and what is known of it is too old to rely on. */
final class RealmUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    RealmUnavailableException(String issuer, Throwable cause) {
        super("realm unavailable issuer=" + issuer, cause);
    }
}
