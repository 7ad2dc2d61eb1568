package org.countersign.web.security;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.countersign.tenancy.AgencyDirectory;
import org.countersign.tenancy.AgencyHost;
import org.countersign.tenancy.Revocations;
import org.countersign.tenancy.Standing;
import org.countersign.tenancy.Standings;
import org.countersign.tenancy.access.ApiQuotas;
import org.countersign.tenancy.access.DeviceScopes;
import org.countersign.tenancy.access.ServiceUse;
import org.countersign.web.security.PlainPages.Page;
import org.countersign.web.security.PublicPaths.Door;
import org.countersign.web.security.SignInAttempt.Wish;

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

    /** Request attribute: the {@link RequestAddress}. */
    static final String ADDRESS = "org.countersign.address";

    private static final System.Logger LOG = System.getLogger(KeycloakMechanism.class.getName());
    private static final String BEARER = "Bearer ";

    /** Request attribute: the {@link SessionEnd} that this request ran into. */
    private static final String ENDED = "org.countersign.ended";

    private static final String TOO_LONG = "too-long";
    private static final String REVOKED = "revoked";

    @Inject SecuritySettings settings;
    @Inject Realms realms;
    @Inject SignIns signIns;
    @Inject BackChannel backChannel;
    @Inject ApiLimits limits;
    @Inject ApiQuotas quotas;
    @Inject AgencyDirectory directory;
    @Inject Revocations revocations;
    @Inject Standings standings;
    @Inject ServiceUse serviceUse;
    @Inject Clock clock;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        var address = RequestAddress.of(request, settings.proxies());
        request.setAttribute(ADDRESS, address);
        SecurityHeaders.write(response, SecurityHeaders.NOTHING, settings.https());
        var path =
                PublicPaths.path(
                        request.getRequestURI(), request.getServletPath(), request.getPathInfo());
        var visit =
                new Visit(
                        request,
                        response,
                        context,
                        address,
                        path.orElse(""),
                        PublicPaths.door(request.getMethod(), path.orElse("")),
                        settings.https());
        try {
            if (!PublicPaths.knownMethod(request.getMethod())) {
                return visit.page(Page.METHOD_NOT_ALLOWED, null);
            }
            // the server reads a session's id from the path even where cookies alone are allowed
            return path.isEmpty() || request.isRequestedSessionIdFromURL()
                    ? odd(visit)
                    : answer(visit);
        } catch (IOException disconnected) {
            throw new UncheckedIOException(disconnected);
        }
    }

    private AuthenticationStatus answer(Visit visit) throws IOException {
        try {
            return route(visit);
        } catch (EJBException databaseDown) {
            LOG.log(System.Logger.Level.ERROR, "callers cannot be checked", databaseDown);
            return visit.api()
                    ? unavailable(
                            visit,
                            "unavailable",
                            "Countersign is not available right now",
                            "Nothing was changed. Try again in a moment.")
                    : visit.page(Page.UNAVAILABLE, ReturnPath.HOME);
        }
    }

    private AuthenticationStatus route(Visit visit) throws IOException {
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
            var moved = directory.movedTo(agency.host());
            return moved.isPresent() ? moved(visit, moved.get()) : suspended(visit);
        }
        return visit.api() ? bearer(visit, agency) : browser(visit, agency);
    }

    private static AuthenticationStatus notFound(Visit visit) throws IOException {
        if (!visit.api()) {
            return visit.page(Page.NOT_FOUND, null);
        }
        Problems.write(
                visit.response(),
                HttpServletResponse.SC_NOT_FOUND,
                "not_found",
                "Not found",
                "There is nothing at this address.",
                visit.path());
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** An address that we and the container could read differently. */
    private static AuthenticationStatus odd(Visit visit) throws IOException {
        if (!visit.request().getRequestURI().startsWith("/api/")) {
            return visit.page(Page.BAD_REQUEST, ReturnPath.HOME);
        }
        Problems.write(
                visit.response(),
                HttpServletResponse.SC_BAD_REQUEST,
                "bad_request",
                "The request cannot be understood",
                "The address holds characters that do not belong there.",
                "/api");
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** Names the new address and takes nothing along: not the path, which is for people to type. */
    private AuthenticationStatus moved(Visit visit, AgencyHost now) throws IOException {
        String address = settings.publicUrl(now.host()) + ReturnPath.HOME;
        if (!visit.api()) {
            return visit.page(Page.MOVED, address);
        }
        Problems.write(
                visit.response(),
                HttpServletResponse.SC_GONE,
                "agency_moved",
                "This agency has moved",
                "It answers at " + address + " now.",
                visit.path());
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static AuthenticationStatus suspended(Visit visit) throws IOException {
        if (!visit.api()) {
            return visit.page(Page.SUSPENDED, null);
        }
        Problems.write(
                visit.response(),
                HttpServletResponse.SC_FORBIDDEN,
                "agency_suspended",
                "This agency is suspended",
                "Ask the people who run this installation.",
                visit.path());
        return AuthenticationStatus.SEND_CONTINUE;
    }

    // ---- machines ----

    private AuthenticationStatus manage(Visit visit) throws IOException {
        var shown = bearerToken(visit.request());
        boolean known =
                settings.managementToken()
                        .filter(token -> shown.filter(t -> sameSecret(t, token)).isPresent())
                        .isPresent();
        return visit.address().fromHere() || known ? visit.pass() : notFound(visit);
    }

    /** Equal without telling by time how much of it was. */
    private static boolean sameSecret(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private AuthenticationStatus backChannel(Visit visit) throws IOException {
        String agencyId = visit.path().substring(PublicPaths.BACK_CHANNEL.length());
        boolean rightHost =
                visit.address().fromHere()
                        || directory
                                .byHost(visit.address().host())
                                .filter(here -> here.agencyId().equals(agencyId))
                                .isPresent();
        var agency = rightHost ? directory.byId(agencyId) : Optional.<AgencyHost>empty();
        if (agency.isEmpty()) {
            return notFound(visit);
        }
        backChannel.answer(agency.get(), visit.request(), visit.response());
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private AuthenticationStatus bearer(Visit visit, AgencyHost agency) throws IOException {
        SecurityHeaders.neverStore(visit.response());
        if (visit.request().getHeader("Authorization") == null) {
            if (!countedAsStranger(visit, agency)) {
                return AuthenticationStatus.SEND_CONTINUE;
            }
            if (visit.door() == Door.API_OPEN) {
                return visit.pass();
            }
            Problems.tokenMissing(visit.response(), agency.agencyId(), visit.path());
            return AuthenticationStatus.SEND_CONTINUE;
        }
        try {
            var token =
                    bearerToken(visit.request())
                            .orElseThrow(
                                    () ->
                                            new TokenRefusedException(
                                                    "exactly one bearer token is expected"));
            var keys = realms.known(agency.issuer()).keys();
            return known(visit, agency, new Tokens(agency, keys, clock).bearer(token));
        } catch (TokenRefusedException refused) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "bearer token refused agency={0} reason={1}",
                    agency.agencyId(),
                    refused.getMessage());
            if (countedAsStranger(visit, agency)) {
                Problems.tokenRefused(
                        visit.response(), agency.agencyId(), refused.getMessage(), visit.path());
            }
            return AuthenticationStatus.SEND_CONTINUE;
        } catch (RealmUnavailableException down) {
            LOG.log(System.Logger.Level.WARNING, down.getMessage());
            if (!countedAsStranger(visit, agency)) {
                return AuthenticationStatus.SEND_CONTINUE;
            }
            return unavailable(
                    visit,
                    "sign_in_unavailable",
                    "Tokens cannot be checked right now",
                    "The agency's sign-in service does not answer. Try again in a moment.");
        }
    }

    private boolean countedAsStranger(Visit visit, AgencyHost agency) throws IOException {
        return counted(visit, limits.stranger(agency.agencyId(), visit.address().client()));
    }

    /** Whoever shows a good token: counted, and let in as far as the books say. */
    private AuthenticationStatus known(Visit visit, AgencyHost agency, Tokens.Bearer bearer)
            throws IOException, TokenRefusedException {
        var principal = bearer.principal();
        if (revocations.revoked(principal)) {
            throw new TokenRefusedException("the sign-in was revoked");
        }
        var verdict =
                limits.caller(
                        agency.agencyId(), principal.personId(), quotas.of(agency.agencyId()));
        if (!counted(visit, verdict)) {
            return AuthenticationStatus.SEND_CONTINUE;
        }
        var standing = standings.of(principal);
        if (standing.isEmpty()) {
            Problems.noRole(visit.response(), visit.path());
            return AuthenticationStatus.SEND_CONTINUE;
        }
        boolean program = Standing.SERVICE.equals(standing.get().side());
        if (program != bearer.ofProgram()) {
            throw new TokenRefusedException("the token was made for another kind of caller");
        }
        if (program) {
            serviceUse.note(agency.agencyId(), principal.personId());
        }
        return visit.passAs(
                new Identity(principal),
                DeviceScopes.groups(bearer.client(), standing.get().groups()));
    }

    /** Tells how much is left; false when that was too little, which then is the answer. */
    private static boolean counted(Visit visit, ApiLimits.Verdict verdict) throws IOException {
        verdict.writeHeaders(visit.response());
        if (!verdict.granted()) {
            verdict.refuse(visit.response(), visit.path());
        }
        return verdict.granted();
    }

    private static AuthenticationStatus unavailable(
            Visit visit, String code, String title, String detail) throws IOException {
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
                        && only.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? Optional.of(only.substring(BEARER.length()).strip()) : Optional.empty();
    }

    // ---- browsers ----

    private AuthenticationStatus browser(Visit visit, AgencyHost agency) throws IOException {
        String publicOrigin = settings.publicUrl(agency.host());
        if (!SameOrigin.allows(visit.request(), visit.address(), publicOrigin)) {
            LOG.log(System.Logger.Level.WARNING, "cross-site request path={0}", visit.path());
            return visit.page(Page.FORBIDDEN, ReturnPath.HOME);
        }
        var signedIn = session(visit.request(), agency);
        if (visit.door() == Door.OPEN) {
            return signedIn.isPresent() ? passAs(visit, signedIn.get()) : visit.pass();
        }
        SecurityHeaders.neverStore(visit.response());
        if (visit.door() == Door.ADAPTER) {
            return switch (visit.path()) {
                case PublicPaths.CALLBACK -> signIns.finish(visit, agency, signedIn);
                case PublicPaths.SIGN_IN ->
                        signIns.begin(visit, agency, wanted(visit), wish(visit.request()));
                case PublicPaths.SIGN_OUT -> signIns.end(visit, agency, signedIn);
                default -> signedOut(visit);
            };
        }
        if (signedIn.isEmpty()) {
            return stranger(visit, agency);
        }
        var look =
                visit.opensPage()
                        ? signIns.look(visit, agency, signedIn.get())
                        : Optional.<AuthenticationStatus>empty();
        return look.orElseGet(() -> passAs(visit, signedIn.get()));
    }

    private AuthenticationStatus passAs(Visit visit, SignedIn signedIn) {
        var standing = standings.of(signedIn.identity().principal());
        return visit.passAs(signedIn.identity(), standing.map(Standing::groups).orElse(Set.of()));
    }

    /** The sign-in of this session, when it is this agency's and still counts. */
    private Optional<SignedIn> session(HttpServletRequest request, AgencyHost agency) {
        HttpSession session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(SignedIn.ATTRIBUTE) instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        String reason = endOf(signedIn, agency);
        if (reason.isEmpty()) {
            return Optional.of(signedIn);
        }
        if (reason.equals(TOO_LONG)) {
            request.setAttribute(ENDED, SessionEnd.LONG);
        } else if (reason.equals(REVOKED)) {
            request.setAttribute(ENDED, SessionEnd.ELSEWHERE);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "session ended reason={0} host={1} {2}",
                reason,
                agency.host(),
                signedIn.identity().principal());
        session.invalidate();
        return Optional.empty();
    }

    /** Why the sign-in no longer counts, or empty. */
    private String endOf(SignedIn signedIn, AgencyHost agency) {
        if (!signedIn.agencyId().equals(agency.agencyId())) {
            return "other-agency";
        }
        if (signedIn.over(clock.instant())) {
            return TOO_LONG;
        }
        if (revocations.revoked(signedIn.identity().principal())) {
            return REVOKED;
        }
        return standings.of(signedIn.identity().principal()).isEmpty() ? "no-standing" : "";
    }

    private AuthenticationStatus stranger(Visit visit, AgencyHost agency) throws IOException {
        var ended = Optional.ofNullable((SessionEnd) visit.request().getAttribute(ENDED));
        if (visit.opensPage()) {
            return ended.isEmpty()
                    ? signIns.begin(visit, agency, visit.pathAndQuery(), Wish.NONE)
                    : visit.redirect(Visit.endedLink(ended.get(), visit.pathAndQuery()));
        }
        String cameFrom = cameFrom(visit);
        String onwards =
                ended.map(end -> Visit.endedLink(end, cameFrom))
                        .orElseGet(() -> Visit.signInLink(cameFrom));
        if (visit.facesAjax()) {
            return visit.partialRedirect(onwards);
        }
        if (PublicPaths.reads(visit.request().getMethod())) {
            // a picture or a script's call: a redirect to a sign-in page would help nobody
            return visit.status(HttpServletResponse.SC_UNAUTHORIZED);
        }
        return visit.redirect(onwards);
    }

    /** Where a link to the sign-in page leads back to: what it says, else the page it stood on. */
    private static String wanted(Visit visit) {
        String named = visit.request().getParameter("return");
        return named == null ? cameFrom(visit) : named;
    }

    private static Wish wish(HttpServletRequest request) {
        return Wish.of(
                request.getParameter("acr"),
                request.getParameter("setup"),
                request.getParameter("remove"));
    }

    /** After signing out, or where a session ended that somebody would have gone on with. */
    private static AuthenticationStatus signedOut(Visit visit) throws IOException {
        var why =
                Optional.ofNullable(visit.request().getParameter("why")).flatMap(SessionEnd::named);
        return why.isEmpty()
                ? visit.page(Page.SIGNED_OUT, ReturnPath.HOME)
                : visit.page(why.get().page(), Visit.signInLink(ReturnPath.safe(wanted(visit))));
    }

    private static String cameFrom(Visit visit) {
        return ReturnPath.ofReferer(visit.request().getHeader("Referer"), visit.address().origin());
    }
}
