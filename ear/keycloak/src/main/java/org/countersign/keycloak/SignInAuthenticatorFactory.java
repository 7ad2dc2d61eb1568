package org.countersign.keycloak;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** Announces {@link SignInAuthenticator} to Keycloak. */
public final class SignInAuthenticatorFactory extends StepFactory {

    static final String ID = "countersign-sign-in";

    public SignInAuthenticatorFactory() {
        super(
                ID,
                "Countersign sign-in",
                "Name first; then password, code by mail or passkey; then what else is asked for.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new SignInAuthenticator(session);
    }
}
