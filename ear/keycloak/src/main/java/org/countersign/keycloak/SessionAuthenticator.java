package org.countersign.keycloak;

import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.messages.Messages;

/**
 * Lets a person whose session runs go through without a page, as strong as that session is. When
 * more is asked, or a new proof, the person is known but goes on to the pages.
 */
final class SessionAuthenticator extends PagelessAuthenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        var running =
                AuthenticationManager.authenticateIdentityCookie(
                        context.getSession(), context.getRealm(), true);
        if (running == null) {
            context.attempted();
            return;
        }
        var notes = context.getAuthenticationSession();
        context.setUser(running.user());
        var protocol = context.getSession().getProvider(LoginProtocol.class, notes.getProtocol());
        if (protocol.requireReauthentication(running.session(), notes)) {
            notes.setAuthNote(AuthenticationManager.FORCED_REAUTHENTICATION, "true");
            context.setForwardedInfoMessage(Messages.REAUTHENTICATE);
            context.attempted();
            return;
        }
        if (AuthenticatorUtil.isForkedFlow(notes)) {
            context.attempted();
            return;
        }
        var attempt = new Attempt(context);
        Optional<Strength> held =
                Held.of(running.session().getNote(Attempt.STRENGTH))
                        .map(kept -> kept.at(Attempt.now()));
        held.ifPresent(attempt::held);
        if (attempt.progress().next() == Progress.Step.DONE) {
            Attempt.write(context.getSession(), notes, held.orElseThrow(), false);
            notes.setAuthNote(AuthenticationManager.SSO_AUTH, "true");
            context.attachUserSession(running.session());
            context.success();
        } else {
            context.attempted();
        }
    }
}
