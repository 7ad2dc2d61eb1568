package org.countersign.web.security;

import jakarta.ejb.AccessLocalException;
import jakarta.ejb.EJBAccessException;
import jakarta.faces.webapp.FacesServlet;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.UUID;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.NotFoundException;

/**
 * First of all filters. Nothing passes that {@link KeycloakMechanism} has not let through: should
 * the container ever not ask it, everything is closed. Behind it a request shows the address that
 * the browser used, and the API and the media host have neither cookies nor a session.
 */
public class GateFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(GateFilter.class.getName());

    @Inject transient SecuritySettings settings;
    @Inject transient SignInBook book;
    @Inject transient ApiLimits limits;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean passed = Boolean.TRUE.equals(request.getAttribute(Visit.PASSED));
        var address = (RequestAddress) request.getAttribute(KeycloakMechanism.ADDRESS);
        if (!passed || address == null) {
            LOG.log(System.Logger.Level.ERROR, "a request came past the mechanism");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        SecurityHeaders.write(
                response,
                showsPage(request) ? SecurityHeaders.PAGE : SecurityHeaders.NOTHING,
                settings.https());
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            // an error page, behind this filter already; it has a policy of its own
            chain.doFilter(request, response);
            return;
        }
        var path =
                request.getServletPath()
                        + (request.getPathInfo() == null ? "" : request.getPathInfo());
        switch (PublicPaths.door(request.getMethod(), path)) {
            case API, API_OPEN ->
                    bare(
                            request,
                            address,
                            (asked, answer) -> {
                                asOneOfFew(
                                        request,
                                        response,
                                        path,
                                        () -> {
                                            if (noted(request, response, path)) {
                                                chain.doFilter(asked, answer);
                                            }
                                        });
                            },
                            new ProblemErrors(response, path));
            case MEDIA -> {
                SecurityHeaders.media(response);
                bare(request, address, chain, new EmptyErrors(response));
            }
            case MANAGEMENT -> bare(request, address, chain, new EmptyErrors(response));
            default -> page(new SeenFromOutside(request, address), new OwnAddress(response), chain);
        }
    }

    private static void page(HttpServletRequest request, OwnAddress response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof NotFoundException) {
                    response.pace.keep();
                    break;
                }
            }
            throw failure; // the page of errors says so
        }
    }

    /**
     * Without a session, and with errors that stay what they are: the pages' error handling would
     * answer with HTML and begin a session for it.
     */
    private static void bare(
            HttpServletRequest request,
            RequestAddress address,
            FilterChain chain,
            OwnAddress response)
            throws IOException {
        try {
            chain.doFilter(new WithoutSession(request, address), response);
        } catch (ServletException | RuntimeException failure) {
            String incident = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "incident=" + incident, failure);
            if (response.isCommitted()) {
                throw new IOException("failed after the answer was begun", failure);
            }
            response.sendError(
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "Should you report this, name the incident " + incident + ".");
        }
    }

    private interface Work {
        void run() throws IOException, ServletException;
    }

    /** Answers a caller unless too many requests of their agency are being answered already. */
    private void asOneOfFew(
            HttpServletRequest request, HttpServletResponse response, String path, Work work)
            throws IOException, ServletException {
        if (!(request.getUserPrincipal() instanceof AgencyPrincipal principal)) {
            work.run();
            return;
        }
        if (!limits.begin(principal.agencyId())) {
            var verdict = limits.tooManyAtOnce();
            verdict.writeHeaders(response);
            verdict.refuse(response, path);
            return;
        }
        try {
            work.run();
        } finally {
            limits.end(principal.agencyId());
        }
    }

    /** A token's holder may be new to the agency's books; without a role they are refused here. */
    private boolean noted(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        if (!(request.getUserPrincipal() instanceof AgencyPrincipal principal)) {
            return true;
        }
        try {
            book.noteOnce(principal);
            return true;
        } catch (EJBAccessException | AccessLocalException noRole) {
            Problems.noRole(response, path);
            return false;
        }
    }

    private static boolean showsPage(HttpServletRequest request) {
        String name = request.getHttpServletMapping().getServletName();
        var servlet =
                name == null ? null : request.getServletContext().getServletRegistration(name);
        return servlet != null
                && FacesServlet.class.getName().equals(servlet.getClassName())
                && !request.getServletPath().startsWith(PublicPaths.RESOURCES);
    }

    /** Scheme, host, port and client as a trusted proxy tells them. */
    private static class SeenFromOutside extends HttpServletRequestWrapper {

        private final RequestAddress address;

        SeenFromOutside(HttpServletRequest request, RequestAddress address) {
            super(request);
            this.address = address;
        }

        @Override
        public String getScheme() {
            return address.scheme();
        }

        @Override
        public boolean isSecure() {
            return address.https();
        }

        @Override
        public String getServerName() {
            return address.host();
        }

        @Override
        public int getServerPort() {
            return address.port();
        }

        @Override
        public String getRemoteAddr() {
            return address.client();
        }

        @Override
        public String getRemoteHost() {
            return address.client();
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(address.origin()).append(getRequestURI());
        }
    }

    private static final class WithoutSession extends SeenFromOutside {

        WithoutSession(HttpServletRequest request, RequestAddress address) {
            super(request, address);
        }

        @Override
        public Cookie[] getCookies() {
            return new Cookie[0];
        }

        @Override
        public HttpSession getSession() {
            return getSession(true);
        }

        @Override
        public HttpSession getSession(boolean create) {
            if (create) {
                throw new IllegalStateException("there are no sessions here");
            }
            return null;
        }
    }

    /** Redirects stay relative, so they are right whatever a proxy calls us. */
    private static class OwnAddress extends HttpServletResponseWrapper {

        private final NotFoundPace pace = new NotFoundPace();

        OwnAddress(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            if (status == SC_NOT_FOUND) {
                pace.keep();
            }
            super.setStatus(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            if (status == SC_NOT_FOUND) {
                pace.keep();
            }
            super.sendError(status);
        }

        @Override
        public void sendRedirect(String location) throws IOException {
            if (location.startsWith("/") && !location.startsWith("//")) {
                resetBuffer();
                setStatus(SC_FOUND);
                setHeader("Location", location);
            } else {
                super.sendRedirect(location);
            }
        }
    }

    /** An error code alone. */
    private static final class EmptyErrors extends OwnAddress {

        EmptyErrors(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) {
            sendError(status, "");
        }

        @Override
        public void sendError(int status, String message) {
            resetBuffer();
            setStatus(status);
            setContentLength(0);
        }
    }

    /** Errors that the container makes of API requests, such as an unknown path. */
    private static final class ProblemErrors extends OwnAddress {

        private final String path;

        ProblemErrors(HttpServletResponse response, String path) {
            super(response);
            this.path = path;
        }

        @Override
        public void sendError(int status) throws IOException {
            sendError(status, null);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            resetBuffer();
            Problems.write((HttpServletResponse) getResponse(), status, message, path);
        }
    }
}
