package org.countersign.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.countersign.tenancy.AgencyHost;
import org.countersign.tenancy.Standing;
import org.countersign.tenancy.Standings;
import org.countersign.web.security.PlainPages.Page;
import org.countersign.web.security.SignInAttempt.Wish;

/** The way of a browser to the agency's realm and back, and out again. */
@ApplicationScoped
class SignIns {

    /** Request attribute: the {@link Finished} sign-in that {@link CallbackServlet} completes. */
    static final String FINISHED = "org.countersign.finished";

    private static final System.Logger LOG = System.getLogger(SignIns.class.getName());

    @Inject SecuritySettings settings;
    @Inject Realms realms;
    @Inject Standings standings;
    @Inject Clock clock;

    /**
     * A sign-in that only has to be noted in the agency's books before the person goes on.
     *
     * @param news false for a look in passing that found nothing new
     * @param otherPerson where to leave Keycloak again, for who signed in as the wrong person; or
     *     null
     * @param weak the link that asks again, when the sign-in was weaker than asked for; or null
     */
    record Finished(String returnTo, boolean news, String otherPerson, String weak) {}

    /** Sends the browser to the realm's sign-in page. */
    AuthenticationStatus begin(Visit visit, AgencyHost agency, String returnTo, Wish wish)
            throws IOException {
        try {
            var realm = realms.reachable(agency.issuer());
            return leave(visit, agency, realm, returnTo, false, wish);
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            return visit.page(
                    Page.SIGN_IN_UNAVAILABLE, Visit.signInLink(ReturnPath.safe(returnTo), wish));
        }
    }

    /**
     * Sends the browser over Keycloak and straight back, so that the session is confirmed; empty
     * when it was confirmed lately, or Keycloak is down and reading simply goes on.
     */
    Optional<AuthenticationStatus> look(Visit visit, AgencyHost agency, SignedIn signedIn) {
        Instant now = clock.instant();
        if (!signedIn.wantsLook(now)) {
            return Optional.empty();
        }
        visit.request().getSession().setAttribute(SignedIn.ATTRIBUTE, signedIn.lookedAt(now));
        try {
            var realm = realms.reachable(agency.issuer());
            return Optional.of(leave(visit, agency, realm, visit.pathAndQuery(), true, Wish.NONE));
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            return Optional.empty();
        }
    }

    private AuthenticationStatus leave(
            Visit visit,
            AgencyHost agency,
            Realm realm,
            String returnTo,
            boolean silent,
            Wish wish) {
        Instant now = clock.instant();
        var attempts = settings.attempts();
        var attempt = SignInAttempt.begin(returnTo, silent, wish, now);
        attempts.superfluous(visit.request().getCookies(), agency.host(), now)
                .forEach(name -> visit.cookie(name, "", 0));
        visit.cookie(
                attempts.cookieName(attempt.state()),
                attempts.seal(attempt, agency.host()),
                (int) SignInAttempts.GOOD_FOR.toSeconds());
        return visit.redirect(realm.signInPage(attempt, callbackOf(agency)).toString());
    }

    /** The browser is back with an answer of the realm, or of somebody who would like to be it. */
    AuthenticationStatus finish(Visit visit, AgencyHost agency, Optional<SignedIn> before)
            throws IOException {
        var request = visit.request();
        var attempts = settings.attempts();
        var found =
                attempts.find(
                        request.getParameter("state"),
                        request.getCookies(),
                        agency.host(),
                        clock.instant());
        if (found.isEmpty()) {
            // finished before (the back button), too old, or never begun by this browser
            return before.isPresent()
                    ? visit.redirect(ReturnPath.HOME)
                    : visit.page(Page.SIGN_IN_FAILED, ReturnPath.HOME);
        }
        var attempt = found.get();
        visit.cookie(attempts.cookieName(attempt.state()), "", 0);
        try {
            return trade(visit, agency, attempt, before);
        } catch (Realm.SignInErrorException answered) {
            if (attempt.silent()) {
                if (answered.needsPerson()) {
                    endSession(request);
                }
                return visit.redirect(attempt.returnTo());
            }
            return failed(visit, agency, attempt, answered);
        } catch (TokenRefusedException | IllegalArgumentException refused) {
            return failed(visit, agency, attempt, refused);
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            return attempt.silent() && before.isPresent()
                    ? visit.redirect(attempt.returnTo())
                    : visit.page(
                            Page.SIGN_IN_UNAVAILABLE,
                            Visit.signInLink(attempt.returnTo(), attempt.wish()));
        }
    }

    private AuthenticationStatus trade(
            Visit visit, AgencyHost agency, SignInAttempt attempt, Optional<SignedIn> before)
            throws TokenRefusedException, RealmUnavailableException, Realm.SignInErrorException {
        URI callback = callbackOf(agency);
        var realm = realms.known(agency.issuer());
        var code =
                realm.code(attempt, URI.create(callback + "?" + visit.request().getQueryString()));
        var granted = realms.redeem(realm, code, attempt, callback);
        var identity =
                new Tokens(agency, realm.keys(), clock)
                        .signedIn(granted.idToken(), granted.accessToken(), attempt.nonceValue());
        boolean news = !attempt.silent() || before.isEmpty();
        var otherPerson = realm.signOutPage(granted.idToken(), signedOutOf(agency));
        visit.request()
                .setAttribute(
                        FINISHED,
                        new Finished(
                                attempt.returnTo(),
                                news,
                                otherPerson == null ? null : otherPerson.toString(),
                                weak(attempt, identity)));
        keep(visit.request(), before, identity, granted.idToken());
        return visit.passAs(identity, groups(identity));
    }

    private Set<String> groups(Identity identity) {
        return standings.of(identity.principal()).map(Standing::groups).orElse(Set.of());
    }

    /** Where to ask once more, when Keycloak's answer is weaker than what was asked for. */
    private static String weak(SignInAttempt attempt, Identity identity) {
        var strength = identity.principal().strength();
        boolean enough = attempt.wish().least().filter(least -> !strength.reaches(least)).isEmpty();
        return enough ? null : Visit.signInLink(attempt.returnTo(), attempt.wish());
    }

    /**
     * Puts the sign-in into a session. The same person's running session is kept, so that a look in
     * passing loses nothing on its pages; any other ends. Either way the session gets a new id.
     */
    private void keep(
            HttpServletRequest request,
            Optional<SignedIn> before,
            Identity identity,
            String idToken) {
        var same =
                before.filter(
                        signedIn -> signedIn.identity().principal().equals(identity.principal()));
        if (same.isEmpty()) {
            endSession(request);
        }
        Instant now = clock.instant();
        var session = request.getSession(true);
        request.changeSessionId();
        session.setMaxInactiveInterval((int) SignedIn.IDLE.toSeconds());
        session.setAttribute(
                SignedIn.ATTRIBUTE,
                new SignedIn(identity, idToken, same.map(SignedIn::begun).orElse(now), now));
    }

    /** Ends the session here and sends the browser to end Keycloak's. */
    AuthenticationStatus end(Visit visit, AgencyHost agency, Optional<SignedIn> signedIn) {
        endSession(visit.request());
        if (signedIn.isPresent()) {
            try {
                var page =
                        realms.reachable(agency.issuer())
                                .signOutPage(signedIn.get().idToken(), signedOutOf(agency));
                if (page != null) {
                    return visit.redirect(page.toString());
                }
            } catch (RealmUnavailableException down) {
                // signed out here all the same; Keycloak's own session ends by itself
                LOG.log(System.Logger.Level.WARNING, down.getMessage());
            }
        }
        return visit.redirect(PublicPaths.SIGNED_OUT);
    }

    private static AuthenticationStatus failed(
            Visit visit, AgencyHost agency, SignInAttempt attempt, Exception why)
            throws IOException {
        LOG.log(
                System.Logger.Level.INFO,
                "sign-in failed agency={0} reason={1}",
                agency.agencyId(),
                why.getMessage());
        return visit.page(
                Page.SIGN_IN_FAILED, Visit.signInLink(attempt.returnTo(), attempt.wish()));
    }

    private static void endSession(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private URI callbackOf(AgencyHost agency) {
        return URI.create(settings.publicUrl(agency.host()) + PublicPaths.CALLBACK);
    }

    private URI signedOutOf(AgencyHost agency) {
        return URI.create(settings.publicUrl(agency.host()) + PublicPaths.SIGNED_OUT);
    }
}
