package org.countersign.web.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people set up for signing in, and what Keycloak calls the page for it. */
enum Credential {
    PASSWORD("UPDATE_PASSWORD"),
    OTP("CONFIGURE_TOTP"),
    PASSKEY("webauthn-register-passwordless");

    private final String action;

    Credential(String action) {
        this.action = action;
    }

    /** Value of Keycloak's parameter {@code kc_action}. */
    String action() {
        return action;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Credential> named(String word) {
        return Arrays.stream(values()).filter(known -> known.word().equals(word)).findFirst();
    }
}
