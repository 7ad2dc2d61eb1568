package org.countersign.keycloak;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** Announces {@link OwnSignOnAuthenticator} to Keycloak. */
public final class OwnSignOnAuthenticatorFactory extends StepFactory {

    static final String ID = "countersign-own-sign-on";

    public OwnSignOnAuthenticatorFactory() {
        super(
                ID,
                "Countersign after a client's own sign-on",
                "Counts a sign-in at an identity provider as one by password.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new OwnSignOnAuthenticator();
    }
}
