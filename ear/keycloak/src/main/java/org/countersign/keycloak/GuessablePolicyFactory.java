package org.countersign.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PasswordPolicyProviderFactory;

/** Announces {@link GuessablePolicy} to Keycloak. */
public final class GuessablePolicyFactory implements PasswordPolicyProviderFactory {

    @Override
    public PasswordPolicyProvider create(KeycloakSession session) {
        return new GuessablePolicy(session);
    }

    @Override
    public String getId() {
        return "countersign-guessable";
    }

    @Override
    public String getDisplayName() {
        return "Not guessable";
    }

    @Override
    public String getConfigType() {
        return null;
    }

    @Override
    public String getDefaultConfigValue() {
        return null;
    }

    @Override
    public boolean isMultiplSupported() {
        return false;
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
