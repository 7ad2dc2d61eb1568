package org.countersign.keycloak;

import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.authenticators.broker.util.PostBrokerLoginConstants;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;

/**
 * Ends the flow that follows a sign-in at a client's own identity provider. What was asked there is
 * the client's business and not known here, so it counts as a password, never as more.
 *
 * <p>A link that leads from one address there to another one here is undone and signs nobody in: it
 * was laid by hand, or the address changed. The next sign-in is a first one again, which asks whom
 * the client invited.
 */
final class OwnSignOnAuthenticator extends PagelessAuthenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        var there =
                SerializedBrokeredIdentityContext.readFromAuthenticationSession(
                        context.getAuthenticationSession(),
                        PostBrokerLoginConstants.PBL_BROKERED_IDENTITY_CONTEXT);
        var here = context.getUser();
        if (there == null
                || here == null
                || here.getEmail() == null
                || !here.getEmail().equalsIgnoreCase(there.getEmail())) {
            refuse(context, there, here);
            return;
        }
        Attempt.write(
                context.getSession(), context.getAuthenticationSession(), Strength.PASSWORD, true);
        context.success();
    }

    private static void refuse(
            AuthenticationFlowContext context,
            SerializedBrokeredIdentityContext there,
            UserModel here) {
        if (there != null && here != null) {
            context.getSession()
                    .users()
                    .removeFederatedIdentity(
                            context.getRealm(), here, there.getIdentityProviderId());
        }
        context.getEvent().error(Errors.USER_NOT_FOUND);
        context.failureChallenge(
                AuthenticationFlowError.UNKNOWN_USER,
                context.form()
                        .setError("countersignNotInvited")
                        .createErrorPage(Response.Status.FORBIDDEN));
    }
}
