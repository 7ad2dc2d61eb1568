package org.countersign.web.shell;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Keeps people of clients and vendors on their own pages. What anybody reads or does is decided by
 * the services; this only says plainly that a page is not theirs. A test holds the list against the
 * pages that stand in the agency's frame.
 */
@WebFilter(
        urlPatterns = {
            "/desk.xhtml",
            "/campaign/*",
            "/content/*",
            "/approval/approvals.xhtml",
            "/safety/rules.xhtml",
            "/settings/look.xhtml",
            "/settings/programs.xhtml",
            "/settings/people.xhtml",
            "/settings/person.xhtml",
            "/settings/actions.xhtml",
            "/settings/walls.xhtml",
            "/tenancy/*",
            "/settings/networks.xhtml",
            "/vendor/vendors.xhtml",
            "/vendor/vendor.xhtml",
            "/vendor/texts.xhtml",
            "/vendor/assignment.xhtml",
            "/audit/*"
        })
public class StaffPages extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Where people of vendors write, too. */
    private static final String COMPOSER = "/content/post.xhtml";

    @Inject transient Viewer viewer;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean writes = viewer.isVendor() && COMPOSER.equals(request.getServletPath());
        if (viewer.isSignedIn() && !viewer.isStaff() && !writes) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }
}
