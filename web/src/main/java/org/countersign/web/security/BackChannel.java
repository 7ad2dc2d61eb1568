package org.countersign.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.countersign.tenancy.AgencyHost;
import org.countersign.tenancy.Revocations;

/**
 * Keycloak's word that a session is over (OpenID Connect Back-Channel Logout 1.0). It comes without
 * a browser, so it is written down as a revocation, which ends the session on every node.
 */
@ApplicationScoped
class BackChannel {

    private static final System.Logger LOG = System.getLogger(BackChannel.class.getName());

    @Inject Realms realms;
    @Inject Revocations revocations;
    @Inject Clock clock;

    private final SeenTokens seen = new SeenTokens();

    void answer(AgencyHost agency, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        SecurityHeaders.neverStore(response);
        String token = request.getParameter("logout_token");
        try {
            if (token == null) {
                throw new TokenRefusedException("logout_token is missing");
            }
            var tokens = new Tokens(agency, realms.known(agency.issuer()).keys(), clock);
            end(agency, tokens.logout(token));
            response.setStatus(HttpServletResponse.SC_OK);
        } catch (TokenRefusedException refused) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "logout token refused agency={0} reason={1}",
                    agency.agencyId(),
                    refused.getMessage());
            error(response, HttpServletResponse.SC_BAD_REQUEST, "invalid_request");
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            error(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "temporarily_unavailable");
        }
    }

    private void end(AgencyHost agency, Tokens.Ended ended) throws TokenRefusedException {
        Instant now = clock.instant();
        if (!seen.first(agency.agencyId() + " " + ended.tokenId(), now)) {
            throw new TokenRefusedException("the logout token was used before");
        }
        if (ended.sessionId().isPresent()) {
            revocations.revokeSession(
                    agency.agencyId(), ended.sessionId().get(), now.plus(SignedIn.LONGEST));
        } else {
            revocations.revokePerson(agency.agencyId(), ended.personId(), ended.at());
        }
        LOG.log(
                System.Logger.Level.INFO,
                "back-channel logout agency={0} session={1} person={2}",
                agency.agencyId(),
                ended.sessionId().orElse("all"),
                ended.personId());
    }

    private static void error(HttpServletResponse response, int status, String code)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(("{\"error\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
