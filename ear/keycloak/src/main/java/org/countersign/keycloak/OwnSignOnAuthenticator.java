package org.countersign.keycloak;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Ends the flow that follows a sign-in at a client's own identity provider. What was asked there is
 * the client's business and not known here, so it counts as a password, never as more.
 */
final class OwnSignOnAuthenticator implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        Attempt.write(
                context.getSession(), context.getAuthenticationSession(), Strength.PASSWORD, true);
        context.success();
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        // shows no page
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // asks for none
    }

    @Override
    public void close() {
        // holds nothing
    }
}
