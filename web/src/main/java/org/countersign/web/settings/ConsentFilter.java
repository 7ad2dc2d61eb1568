package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Permissions;
import org.countersign.tenancy.privacy.ConsentTexts;

/**
 * Shows waiting texts before the first page after a sign-in, once: whoever goes on without an
 * answer is not asked again before they sign in anew. Never in the way of a command, and what a
 * text requires is asked for by the gates, not here.
 */
@WebFilter(urlPatterns = "*.xhtml")
public class ConsentFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Of the HTTP session: the sign-in that was asked. */
    private static final String ASKED = "org.countersign.consents-asked";

    private static final String PAGE = "/settings/consents.xhtml";

    @EJB transient ConsentTexts consents;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (opensPage(request) && toBeAsked(request)) {
            String here = request.getRequestURI();
            String query = request.getQueryString();
            String wanted = query == null ? here : here + "?" + query;
            response.sendRedirect(
                    request.getContextPath()
                            + PAGE
                            + "?return="
                            + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean opensPage(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                && !request.getServletPath().startsWith("/jakarta.faces.resource/")
                && !request.getServletPath().equals(PAGE);
    }

    private boolean toBeAsked(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null
                || !(request.getUserPrincipal() instanceof AgencyPrincipal person)
                || !request.isUserInRole(Permissions.PRIVACY_OWN)
                || person.sessionId().equals(session.getAttribute(ASKED))) {
            return false;
        }
        session.setAttribute(ASKED, person.sessionId());
        return !consents.waiting("en").isEmpty();
    }
}
