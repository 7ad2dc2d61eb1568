package org.countersign.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Announces {@link LinkInvitedAuthenticator} to Keycloak. */
public final class LinkInvitedAuthenticatorFactory implements AuthenticatorFactory {

    static final String ID = "countersign-link-invited";

    @Override
    public Authenticator create(KeycloakSession session) {
        return new LinkInvitedAuthenticator();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Countersign links whom a client invited";
    }

    @Override
    public String getHelpText() {
        return "Links a first sign-in at a client's identity provider to the invited member of its organization.";
    }

    /** None: what goes wrong here counts for the protector whatever the kind of credential. */
    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {
            Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
        };
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {
        // has no settings
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // needs nobody
    }

    @Override
    public void close() {
        // holds nothing
    }
}
