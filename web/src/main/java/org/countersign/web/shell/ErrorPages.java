package org.countersign.web.shell;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * Draws error pages as plain reads, whatever failed: with the parameters of the failed form Faces
 * would take the error page for the form's own view, and PrimeFaces would miss its nonce there. And
 * answers when even the error page cannot be drawn; else the server would print the exception.
 */
@WebFilter(urlPatterns = "/WEB-INF/errors/*", dispatcherTypes = DispatcherType.ERROR)
public class ErrorPages implements Filter {

    private static final Logger LOG = System.getLogger(ErrorPages.class.getName());

    private static final String LAST_RESORT =
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Countersign</title></head>"
                    + "<body><main><h1>That did not work, and it is our fault</h1>"
                    + "<p>Nothing was sent and nothing changed. <a href=\"/\">Try again</a></p></main></body></html>";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(new PlainRead((HttpServletRequest) request), response);
        } catch (IOException | ServletException | RuntimeException failure) {
            LOG.log(Level.ERROR, "the error page failed", failure);
            if (!response.isCommitted()) {
                response.reset();
                ((HttpServletResponse) response).setStatus(500);
                response.setContentType("text/html;charset=UTF-8");
                response.getWriter().write(LAST_RESORT);
            }
        }
    }

    /** The failed request without what it sent. */
    private static final class PlainRead extends HttpServletRequestWrapper {

        PlainRead(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public String getContentType() {
            return null;
        }

        @Override
        public String getParameter(String name) {
            return null;
        }

        @Override
        public String[] getParameterValues(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
