package org.countersign.keycloak;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** Announces {@link LinkInvitedAuthenticator} to Keycloak. */
public final class LinkInvitedAuthenticatorFactory extends StepFactory {

    static final String ID = "countersign-link-invited";

    public LinkInvitedAuthenticatorFactory() {
        super(
                ID,
                "Countersign links whom a client invited",
                "Links a first sign-in at a client's identity provider to the invited member of its organization.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new LinkInvitedAuthenticator();
    }
}
