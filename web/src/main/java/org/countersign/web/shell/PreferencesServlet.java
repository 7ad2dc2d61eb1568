package org.countersign.web.shell;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps a chosen language or theme and returns to the page it was chosen on. A plain form posts
 * here, so choosing works on error pages and without a session.
 */
@WebServlet("/preferences")
public class PreferencesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int KEPT = (int) Duration.ofDays(365).toSeconds();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        for (Preferences preference : Preferences.values()) {
            String choice = request.getParameter(preference.cookie());
            if (choice != null) {
                response.addCookie(cookie(request, preference, choice));
            }
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", LocalPath.orHome(request.getParameter("return")));
    }

    private static Cookie cookie(
            HttpServletRequest request, Preferences preference, String choice) {
        boolean offered = preference.offers(choice);
        var cookie = new Cookie(preference.cookie(), offered ? choice : "");
        cookie.setMaxAge(offered ? KEPT : 0);
        cookie.setPath("/");
        cookie.setSecure(request.isSecure());
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
