package org.countersign.web.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses what is far beyond any picture before it is read. What is only too large for a picture
 * reaches the composer, which says so beside the field and keeps what was typed.
 */
@WebFilter({"/content/*", "/settings/look.xhtml"})
public class UploadLimit extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** A little below max-request-size of the Faces servlet, which would answer with a failure. */
    private static final long MOST = 64L * 1024 * 1024;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() > MOST) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            chain.doFilter(request, response);
        }
    }
}
