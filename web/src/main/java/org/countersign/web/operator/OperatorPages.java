package org.countersign.web.operator;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.countersign.web.shell.Viewer;

/** For agencies' people the operator's pages do not exist; the services refuse them anyway. */
@WebFilter(urlPatterns = "/operator/*")
public class OperatorPages extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject transient Viewer viewer;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (viewer.isSignedIn() && !viewer.isOperator()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            chain.doFilter(request, response);
        }
    }
}
