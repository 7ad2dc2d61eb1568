package org.countersign.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * The first sign-in at a client's own identity provider: links it to whom the client's owner
 * invited, and makes nobody. The provider is believed about addresses of its own domain only, and
 * only about members of the client's organization; else one client could say that its people are
 * somebody else's.
 */
final class LinkInvitedAuthenticator extends AbstractIdpAuthenticator {

    @Override
    protected void authenticateImpl(
            AuthenticationFlowContext context,
            SerializedBrokeredIdentityContext serialized,
            BrokeredIdentityContext brokered) {
        Optional<UserModel> invited =
                invited(
                        context.getSession(),
                        context.getRealm(),
                        brokered.getIdpConfig().getAlias(),
                        brokered.getEmail());
        if (invited.isEmpty()) {
            sendFailureChallenge(
                    context,
                    Response.Status.FORBIDDEN,
                    Errors.USER_NOT_FOUND,
                    "countersignNotInvited",
                    AuthenticationFlowError.UNKNOWN_USER);
            return;
        }
        context.setUser(invited.get());
        context.success();
    }

    @Override
    protected void actionImpl(
            AuthenticationFlowContext context,
            SerializedBrokeredIdentityContext serialized,
            BrokeredIdentityContext brokered) {
        authenticateImpl(context, serialized, brokered);
    }

    private static Optional<UserModel> invited(
            KeycloakSession session, RealmModel realm, String provider, String address) {
        var organizations = session.getProvider(OrganizationProvider.class);
        if (address == null
                || OwnSignOn.of(organizations, address).filter(provider::equals).isEmpty()) {
            return Optional.empty();
        }
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return Optional.ofNullable(session.users().getUserByEmail(realm, address))
                .filter(UserModel::isEnabled)
                .filter(user -> organizations.getByDomainName(domain).isMember(user));
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }
}
