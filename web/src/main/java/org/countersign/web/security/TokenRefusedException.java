package org.countersign.web.security;

/** A token, or an answer of the sign-in page, that proves nothing. The message is for people. */
final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    TokenRefusedException(String reason) {
        super(reason);
    }

    TokenRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
