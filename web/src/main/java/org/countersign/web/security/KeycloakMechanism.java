package org.countersign.web.security;

import static org.countersign.web.security.PlainPages.Page;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.countersign.tenancy.AgencyDirectory;
import org.countersign.tenancy.AgencyHost;
import org.countersign.tenancy.Revocations;
import org.countersign.web.security.PublicPaths.Door;

/**
 * The Keycloak adapter: every request comes by here first and either gets its caller, passes
 * without one through a door of {@link PublicPaths}, or is answered here.
 *
 * <p>The host name says which agency and so which realm is meant. A session that was begun on
 * another agency's host ends on sight; the container would accept it, since its sessions are not
 * per host. {@code @AutoApplySession} is not used for that reason: it would bring the caller back
 * before the host could be compared.
 *
 * <p>With Keycloak down, sessions go on and nobody new gets in. With the database down, nobody gets
 * in at all.
 */
@ApplicationScoped
public class KeycloakMechanism implements HttpAuthenticationMechanism {

    /**
     * Request attribute: the mechanism has let this request pass. {@link GateFilter} asks for it.
     */
    static final String PASSED = "org.countersign.passed";

    /** Request attribute: the {@link Finished} sign-in that {@link CallbackServlet} completes. */
    static final String FINISHED = "org.countersign.finished";

    /** Request attribute: the {@link RequestAddress}. */
    static final String ADDRESS = "org.countersign.address";

    private static final System.Logger LOG = System.getLogger(KeycloakMechanism.class.getName());

    private static final int SEE_OTHER = 303;

    @Inject SecuritySettings settings;
    @Inject Realms realms;
    @Inject AgencyDirectory directory;
    @Inject Revocations revocations;
    @Inject BackChannel backChannel;
    @Inject Clock clock;
    @Inject Instance<OpenDoor> openDoors;

    /** A sign-in that only has to be noted in the agency's books before the person goes on. */
    record Finished(String returnTo, boolean first) {}

    /** One request with all that was found out about it. */
    private record Visit(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context,
            RequestAddress address,
            String path,
            Door door) {

        AuthenticationStatus pass() {
            request.setAttribute(PASSED, Boolean.TRUE);
            return context.doNothing();
        }

        AuthenticationStatus passAs(Identity identity) {
            request.setAttribute(PASSED, Boolean.TRUE);
            return context.notifyContainerAboutLogin(identity.principal(), identity.roles());
        }

        boolean api() {
            return door == Door.API || door == Door.API_OPEN;
        }
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        var address = RequestAddress.of(request, settings.proxies());
        request.setAttribute(ADDRESS, address);
        SecurityHeaders.write(response, SecurityHeaders.NOTHING, settings.https());
        try {
            if (!PublicPaths.knownMethod(request.getMethod())) {
                return page(request, response, Page.METHOD_NOT_ALLOWED, null);
            }
            var path =
                    PublicPaths.path(
                            request.getRequestURI(),
                            request.getServletPath(),
                            request.getPathInfo());
            if (path.isEmpty()) {
                return page(request, response, Page.BAD_REQUEST, ReturnPath.HOME);
            }
            var door = PublicPaths.door(request.getMethod(), path.get());
            var visit = new Visit(request, response, context, address, path.get(), door);
            try {
                return route(visit);
            } catch (EJBException databaseDown) {
                LOG.log(System.Logger.Level.ERROR, "callers cannot be checked", databaseDown);
                return visit.api()
                        ? problem(
                                visit,
                                "unavailable",
                                "Countersign is not available right now",
                                "Nothing was changed. Try again in a moment.")
                        : page(request, response, Page.UNAVAILABLE, ReturnPath.HOME);
            }
        } catch (IOException disconnected) {
            throw new UncheckedIOException(disconnected);
        }
    }

    private AuthenticationStatus route(Visit visit) throws IOException {
        for (OpenDoor open : openDoors) {
            if (open.opens(visit.request())) {
                return visit.pass();
            }
        }
        if (visit.door() == Door.MANAGEMENT) {
            return manage(visit);
        }
        boolean mediaHost = visit.address().host().equals(settings.mediaHost());
        if (mediaHost || visit.door() == Door.MEDIA) {
            boolean media =
                    mediaHost
                            && visit.door() == Door.MEDIA
                            && PublicPaths.reads(visit.request().getMethod());
            return media ? visit.pass() : notFound(visit);
        }
        if (visit.door() == Door.BACK_CHANNEL) {
            return backChannel(visit);
        }
        var found = directory.byHost(visit.address().host());
        if (found.isEmpty()) {
            return notFound(visit);
        }
        var agency = found.get();
        if (agency.suspended()) {
            return suspended(visit);
        }
        if (visit.api()) {
            return bearer(visit, agency);
        }
        if (!SameOrigin.allows(
                visit.request(), visit.address(), settings.publicUrl(agency.host()))) {
            LOG.log(System.Logger.Level.WARNING, "cross-site request path={0}", visit.path());
            return page(visit, Page.FORBIDDEN, ReturnPath.HOME);
        }
        var signedIn = session(visit.request(), agency);
        return switch (visit.door()) {
            case ADAPTER -> adapter(visit, agency, signedIn);
            case OPEN ->
                    signedIn.isPresent() ? visit.passAs(signedIn.get().identity()) : visit.pass();
            default -> closed(visit, agency, signedIn);
        };
    }

    // ---- doors without a person ----

    private AuthenticationStatus manage(Visit visit) throws IOException {
        var shown = bearerToken(visit.request());
        boolean known =
                settings.managementToken()
                        .filter(token -> shown.filter(t -> sameSecret(t, token)).isPresent())
                        .isPresent();
        if (visit.address().fromHere() || known) {
            return visit.pass();
        }
        return notFound(visit);
    }

    private AuthenticationStatus backChannel(Visit visit) throws IOException {
        String agencyId = visit.path().substring(PublicPaths.BACK_CHANNEL.length());
        var agency =
                directory
                        .byId(agencyId)
                        .filter(
                                named ->
                                        visit.address().fromHere()
                                                || directory
                                                        .byHost(visit.address().host())
                                                        .filter(
                                                                here ->
                                                                        here.agencyId()
                                                                                .equals(agencyId))
                                                        .isPresent());
        if (agency.isEmpty()) {
            return notFound(visit);
        }
        backChannel.answer(agency.get(), visit.request(), visit.response());
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private AuthenticationStatus notFound(Visit visit) throws IOException {
        return page(visit, Page.NOT_FOUND, null);
    }

    private AuthenticationStatus suspended(Visit visit) throws IOException {
        if (visit.api()) {
            Problems.write(
                    visit.response(),
                    HttpServletResponse.SC_FORBIDDEN,
                    "agency_suspended",
                    "This agency is suspended",
                    "Ask the people who run this installation.",
                    visit.path());
            return AuthenticationStatus.SEND_CONTINUE;
        }
        return page(visit, Page.SUSPENDED, null);
    }

    // ---- the API ----

    private AuthenticationStatus bearer(Visit visit, AgencyHost agency) throws IOException {
        SecurityHeaders.neverStore(visit.response());
        var headers = visit.request().getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            if (visit.door() == Door.API_OPEN) {
                return visit.pass();
            }
            Problems.tokenMissing(visit.response(), agency.agencyId(), visit.path());
            return AuthenticationStatus.SEND_CONTINUE;
        }
        var token = bearerToken(visit.request());
        try {
            if (token.isEmpty()) {
                throw new TokenRefusedException("exactly one bearer token is expected");
            }
            var identity = tokens(agency).bearer(token.get());
            if (revocations.revoked(identity.principal())) {
                throw new TokenRefusedException("the sign-in was revoked");
            }
            return visit.passAs(identity);
        } catch (TokenRefusedException refused) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "bearer token refused agency={0} reason={1}",
                    agency.agencyId(),
                    refused.getMessage());
            Problems.tokenRefused(
                    visit.response(), agency.agencyId(), refused.getMessage(), visit.path());
            return AuthenticationStatus.SEND_CONTINUE;
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            return problem(
                    visit,
                    "sign_in_unavailable",
                    "Tokens cannot be checked right now",
                    "The agency's sign-in service does not answer. Try again in a moment.");
        }
    }

    private AuthenticationStatus problem(Visit visit, String code, String title, String detail)
            throws IOException {
        visit.response().setHeader("Retry-After", "10");
        Problems.write(
                visit.response(),
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                code,
                title,
                detail,
                visit.path());
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** The one bearer token of the request, or empty for none, several, or another scheme. */
    private static Optional<String> bearerToken(HttpServletRequest request) {
        var headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            return Optional.empty();
        }
        String only = headers.nextElement();
        boolean bearer =
                !headers.hasMoreElements()
                        && only.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length());
        return bearer ? Optional.of(only.substring("Bearer ".length()).strip()) : Optional.empty();
    }

    // ---- pages ----

    /** The sign-in of this session, when it is this agency's and still counts. */
    private Optional<SignedIn> session(HttpServletRequest request, AgencyHost agency) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        if (!(session.getAttribute(SignedIn.ATTRIBUTE) instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        String reason =
                !signedIn.agencyId().equals(agency.agencyId())
                        ? "other-agency"
                        : signedIn.over(clock.instant())
                                ? "too-long"
                                : revocations.revoked(signedIn.identity().principal())
                                        ? "revoked"
                                        : "";
        if (reason.isEmpty()) {
            return Optional.of(signedIn);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "session ended reason={0} agency={1} {2}",
                reason,
                agency.agencyId(),
                signedIn.identity().principal());
        session.invalidate();
        return Optional.empty();
    }

    private AuthenticationStatus closed(Visit visit, AgencyHost agency, Optional<SignedIn> signedIn)
            throws IOException {
        SecurityHeaders.neverStore(visit.response());
        var request = visit.request();
        if (signedIn.isPresent()) {
            if (opensPage(request) && signedIn.get().wantsLook(clock.instant())) {
                var turn = silentTurn(visit, agency, signedIn.get());
                if (turn.isPresent()) {
                    return turn.get();
                }
            }
            return visit.passAs(signedIn.get().identity());
        }
        String origin = visit.address().origin();
        if (request.getHeader("Faces-Request") != null) {
            return partialRedirect(
                    visit, signInLink(ReturnPath.ofReferer(request.getHeader("Referer"), origin)));
        }
        if (opensPage(request)) {
            return signIn(visit, agency, pathAndQuery(request), false);
        }
        if (PublicPaths.reads(request.getMethod())) {
            // a picture or a script's call: a redirect to a sign-in page would help nobody
            visit.response().setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return AuthenticationStatus.SEND_CONTINUE;
        }
        return redirect(
                visit, signInLink(ReturnPath.ofReferer(request.getHeader("Referer"), origin)));
    }

    private AuthenticationStatus adapter(
            Visit visit, AgencyHost agency, Optional<SignedIn> signedIn) throws IOException {
        SecurityHeaders.neverStore(visit.response());
        return switch (visit.path()) {
            case PublicPaths.CALLBACK -> callback(visit, agency, signedIn);
            case PublicPaths.SIGN_IN ->
                    signIn(visit, agency, visit.request().getParameter("return"), false);
            case PublicPaths.SIGN_OUT -> signOut(visit, agency, signedIn);
            case PublicPaths.SIGNED_OUT -> page(visit, Page.SIGNED_OUT, ReturnPath.HOME);
            default -> notFound(visit);
        };
    }

    private AuthenticationStatus signIn(
            Visit visit, AgencyHost agency, String returnTo, boolean silent) throws IOException {
        try {
            var realm = realms.reachable(agency.issuer());
            return leave(visit, agency, realm, returnTo, silent);
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            return page(visit, Page.SIGN_IN_UNAVAILABLE, signInLink(ReturnPath.safe(returnTo)));
        }
    }

    /** Sends the browser over Keycloak and straight back, or empty when Keycloak is down. */
    private Optional<AuthenticationStatus> silentTurn(
            Visit visit, AgencyHost agency, SignedIn signedIn) {
        visit.request()
                .getSession()
                .setAttribute(SignedIn.ATTRIBUTE, signedIn.lookedAt(clock.instant()));
        try {
            var realm = realms.reachable(agency.issuer());
            return Optional.of(leave(visit, agency, realm, pathAndQuery(visit.request()), true));
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            return Optional.empty();
        }
    }

    private AuthenticationStatus leave(
            Visit visit, AgencyHost agency, Realm realm, String returnTo, boolean silent) {
        Instant now = clock.instant();
        var attempts = settings.attempts();
        var attempt = SignInAttempt.begin(returnTo, silent, now);
        var response = visit.response();
        for (String name : attempts.superfluous(visit.request().getCookies(), agency.host(), now)) {
            response.addCookie(cookie(name, "", 0));
        }
        response.addCookie(
                cookie(
                        attempts.cookieName(attempt.state()),
                        attempts.seal(attempt, agency.host()),
                        (int) SignInAttempts.GOOD_FOR.toSeconds()));
        return redirect(visit, realm.signInPage(attempt, callbackOf(agency)).toString());
    }

    private AuthenticationStatus callback(
            Visit visit, AgencyHost agency, Optional<SignedIn> signedIn) throws IOException {
        var request = visit.request();
        var attempts = settings.attempts();
        Instant now = clock.instant();
        var found =
                attempts.find(
                        request.getParameter("state"), request.getCookies(), agency.host(), now);
        if (found.isEmpty()) {
            // finished before (the back button), too old, or never begun by this browser
            return signedIn.isPresent()
                    ? redirect(visit, ReturnPath.HOME)
                    : page(visit, Page.SIGN_IN_FAILED, ReturnPath.HOME);
        }
        var attempt = found.get();
        visit.response().addCookie(cookie(attempts.cookieName(attempt.state()), "", 0));
        URI callback = callbackOf(agency);
        try {
            var realm = realms.known(agency.issuer());
            String query = request.getQueryString();
            var code = realm.code(attempt, URI.create(callback + "?" + query));
            var granted = realm.redeem(code, attempt, callback);
            var identity =
                    tokens(agency)
                            .signedIn(
                                    granted.idToken(), granted.accessToken(), attempt.nonceValue());
            return finish(visit, attempt, signedIn, identity, granted.idToken());
        } catch (Realm.SignInErrorException answered) {
            if (attempt.silent()) {
                if (answered.needsPerson()) {
                    endSession(request);
                }
                return redirect(visit, attempt.returnTo());
            }
            return signInFailed(visit, agency, attempt, answered);
        } catch (TokenRefusedException | IllegalArgumentException refused) {
            return signInFailed(visit, agency, attempt, refused);
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            return attempt.silent() && signedIn.isPresent()
                    ? redirect(visit, attempt.returnTo())
                    : page(visit, Page.SIGN_IN_UNAVAILABLE, signInLink(attempt.returnTo()));
        }
    }

    private AuthenticationStatus signInFailed(
            Visit visit, AgencyHost agency, SignInAttempt attempt, Exception why)
            throws IOException {
        LOG.log(
                System.Logger.Level.INFO,
                "sign-in failed agency={0} reason={1}",
                agency.agencyId(),
                why.getMessage());
        return page(visit, Page.SIGN_IN_FAILED, signInLink(attempt.returnTo()));
    }

    /**
     * Puts the sign-in into a session. The same person's running session is kept, so that a look in
     * passing loses nothing on its pages; any other ends. Either way the session gets a new id.
     */
    private AuthenticationStatus finish(
            Visit visit,
            SignInAttempt attempt,
            Optional<SignedIn> before,
            Identity identity,
            String idToken) {
        var request = visit.request();
        boolean same =
                before.isPresent()
                        && before.get().identity().principal().equals(identity.principal());
        if (!same) {
            endSession(request);
        }
        Instant now = clock.instant();
        boolean asked = !attempt.silent();
        var session = request.getSession(true);
        request.changeSessionId();
        session.setMaxInactiveInterval((int) SignedIn.IDLE.toSeconds());
        session.setAttribute(
                SignedIn.ATTRIBUTE,
                new SignedIn(identity, idToken, same ? before.get().begun() : now, now));
        boolean changed = same && !before.get().identity().roles().equals(identity.roles());
        request.setAttribute(FINISHED, new Finished(attempt.returnTo(), !same || asked || changed));
        return visit.passAs(identity);
    }

    private AuthenticationStatus signOut(
            Visit visit, AgencyHost agency, Optional<SignedIn> signedIn) throws IOException {
        endSession(visit.request());
        var here = URI.create(settings.publicUrl(agency.host()) + PublicPaths.SIGNED_OUT);
        if (signedIn.isPresent()) {
            try {
                var page =
                        realms.reachable(agency.issuer())
                                .signOutPage(signedIn.get().idToken(), here);
                if (page != null) {
                    return redirect(visit, page.toString());
                }
            } catch (RealmUnavailableException down) {
                // signed out here all the same; Keycloak's own session ends by itself
                LOG.log(System.Logger.Level.WARNING, down.getMessage());
            }
        }
        return redirect(visit, PublicPaths.SIGNED_OUT);
    }

    // ---- answers ----

    private AuthenticationStatus page(Visit visit, Page page, String link) throws IOException {
        return page(visit.request(), visit.response(), page, link);
    }

    private AuthenticationStatus page(
            HttpServletRequest request, HttpServletResponse response, Page page, String link)
            throws IOException {
        PlainPages.write(request, response, page, link, settings.https());
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** By hand: {@code sendRedirect} would make the address absolute with what the proxy hides. */
    private static AuthenticationStatus redirect(Visit visit, String location) {
        SecurityHeaders.neverStore(visit.response());
        visit.response().setStatus(SEE_OTHER);
        visit.response().setHeader("Location", location);
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** What a Faces script understands; it leaves the page, whose drafts the browser has kept. */
    private static AuthenticationStatus partialRedirect(Visit visit, String location)
            throws IOException {
        visit.response().setContentType("text/xml;charset=UTF-8");
        visit.response()
                .getOutputStream()
                .write(partialResponse(location).getBytes(StandardCharsets.UTF_8));
        return AuthenticationStatus.SEND_CONTINUE;
    }

    static String partialResponse(String location) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect url=\""
                + PlainPages.escaped(location)
                + "\"></redirect></partial-response>";
    }

    // ---- small things ----

    private Tokens tokens(AgencyHost agency) throws RealmUnavailableException {
        return new Tokens(agency, realms.known(agency.issuer()).keys(), clock);
    }

    private URI callbackOf(AgencyHost agency) {
        return URI.create(settings.publicUrl(agency.host()) + PublicPaths.CALLBACK);
    }

    private static void endSession(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private Cookie cookie(String name, String value, int seconds) {
        var cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(settings.https());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    /** A browser that goes to a page, as opposed to one that loads a part of a page. */
    private static boolean opensPage(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return PublicPaths.reads(request.getMethod())
                && (destination == null || "document".equals(destination))
                && request.getHeader("Faces-Request") == null;
    }

    private static String pathAndQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static String signInLink(String returnTo) {
        return PublicPaths.SIGN_IN
                + "?return="
                + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);
    }

    /** Equal without telling by time how much of it was. */
    static boolean sameSecret(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
