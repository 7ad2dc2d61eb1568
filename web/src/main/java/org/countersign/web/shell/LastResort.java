package org.countersign.web.shell;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Answers when even the error page cannot be drawn. Without it the server would print the exception
 * to the person.
 */
@WebFilter(urlPatterns = "/WEB-INF/errors/*", dispatcherTypes = DispatcherType.ERROR)
public class LastResort implements Filter {

    private static final Logger LOG = System.getLogger(LastResort.class.getName());

    private static final String PAGE =
            "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Countersign</title>"
                    + "<h1>That did not work, and it is our fault</h1>"
                    + "<p>Nothing was sent and nothing changed. <a href=\"/\">Try again</a></p>";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failure) {
            LOG.log(Level.ERROR, "the error page failed", failure);
            if (!response.isCommitted()) {
                response.reset();
                ((HttpServletResponse) response).setStatus(500);
                response.setContentType("text/html;charset=UTF-8");
                response.getWriter().write(PAGE);
            }
        }
    }
}
