package org.countersign.web.security;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.countersign.web.security.PlainPages.Page;
import org.countersign.web.security.PublicPaths.Door;

/**
 * One request on its way through the mechanism: what was found out about it, and the ways it can
 * end.
 *
 * @param https whether the outside reaches us by https
 */
record Visit(
        HttpServletRequest request,
        HttpServletResponse response,
        HttpMessageContext context,
        RequestAddress address,
        String path,
        Door door,
        boolean https) {

    /**
     * Request attribute: the mechanism has let this request pass. {@link GateFilter} asks for it.
     */
    static final String PASSED = "org.countersign.passed";

    private static final int SEE_OTHER = 303;

    boolean api() {
        return door == Door.API || door == Door.API_OPEN;
    }

    /** A browser that goes to a page, as opposed to one that loads a part of a page. */
    boolean opensPage() {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return PublicPaths.reads(request.getMethod())
                && (destination == null || "document".equals(destination))
                && !facesAjax();
    }

    boolean facesAjax() {
        return request.getHeader("Faces-Request") != null;
    }

    String pathAndQuery() {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    // ---- ways on ----

    AuthenticationStatus pass() {
        request.setAttribute(PASSED, Boolean.TRUE);
        return context.doNothing();
    }

    /**
     * @param groups the caller's roles and permissions; none for who is not in the agency's books
     */
    AuthenticationStatus passAs(Identity identity, Set<String> groups) {
        request.setAttribute(PASSED, Boolean.TRUE);
        return context.notifyContainerAboutLogin(identity.principal(), groups);
    }

    // ---- answers ----

    /**
     * @param link where the page's one link leads, or null for no link
     */
    AuthenticationStatus page(Page page, String link) throws IOException {
        PlainPages.write(request, response, page, link, https);
        return AuthenticationStatus.SEND_CONTINUE;
    }

    AuthenticationStatus status(int status) {
        response.setStatus(status);
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** By hand: {@code sendRedirect} would make the address absolute with what the proxy hides. */
    AuthenticationStatus redirect(String location) {
        SecurityHeaders.neverStore(response);
        response.setHeader("Location", location);
        return status(SEE_OTHER);
    }

    /** What a Faces script understands; it leaves the page, whose drafts the browser has kept. */
    AuthenticationStatus partialRedirect(String location) throws IOException {
        response.setContentType("text/xml;charset=UTF-8");
        response.getOutputStream()
                .write(partialResponse(location).getBytes(StandardCharsets.UTF_8));
        return AuthenticationStatus.SEND_CONTINUE;
    }

    static String partialResponse(String location) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect url=\""
                + PlainPages.escaped(location)
                + "\"></redirect></partial-response>";
    }

    /** Our own page that begins a sign-in, for those who cannot be sent to Keycloak right here. */
    static String signInLink(String returnTo) {
        return signInLink(returnTo, SignInAttempt.Wish.NONE);
    }

    static String signInLink(String returnTo, SignInAttempt.Wish wish) {
        return PublicPaths.SIGN_IN
                + "?return="
                + URLEncoder.encode(returnTo, StandardCharsets.UTF_8)
                + wish.least().map(least -> "&acr=" + least.word()).orElse("");
    }

    /** Our own page that says why a session is over, and how to go on where it was. */
    static String endedLink(SessionEnd end, String returnTo) {
        return PublicPaths.SIGNED_OUT
                + "?why="
                + end.word()
                + "&return="
                + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);
    }

    /** Sets a cookie for this host, or drops it when seconds are zero. */
    void cookie(String name, String value, int seconds) {
        var cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(https);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
