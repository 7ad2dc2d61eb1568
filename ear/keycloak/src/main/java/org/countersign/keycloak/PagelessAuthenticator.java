package org.countersign.keycloak;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A step of a flow that decides at once, for whoever comes, and asks for nothing. */
abstract class PagelessAuthenticator implements Authenticator {

    @Override
    public final void action(AuthenticationFlowContext context) {
        // shows no page that could answer
    }

    @Override
    public final boolean requiresUser() {
        return false;
    }

    @Override
    public final boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public final void setRequiredActions(
            KeycloakSession session, RealmModel realm, UserModel user) {
        // asks for none
    }

    @Override
    public void close() {
        // holds nothing
    }
}
