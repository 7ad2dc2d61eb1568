package org.countersign.keycloak;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** Announces {@link SessionAuthenticator} to Keycloak. */
public final class SessionAuthenticatorFactory extends StepFactory {

    static final String ID = "countersign-session";

    public SessionAuthenticatorFactory() {
        super(
                ID,
                "Countersign running session",
                "Lets a running session through that is strong enough.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new SessionAuthenticator();
    }
}
