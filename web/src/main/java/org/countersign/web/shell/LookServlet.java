package org.countersign.web.shell;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.countersign.tenancy.AgencyDirectory;
import org.countersign.tenancy.AgencyHost;
import org.countersign.tenancy.AgencyNames;
import org.countersign.tenancy.look.Accent;
import org.countersign.tenancy.look.AgencyLook;

/**
 * The look of the agency whose host is asked: its colour as a style sheet on top of the token
 * sheet, and its logo. Pages name the version in the address, so a browser keeps what it got until
 * the look changes. {@code preview.css} makes the shades of any colour, for one part of a page.
 */
@WebServlet({LookServlet.ACCENT, LookServlet.LOGO, LookServlet.PREVIEW})
public class LookServlet extends HttpServlet {

    static final String ACCENT = "/look/accent.css";
    static final String LOGO = "/look/logo";
    static final String PREVIEW = "/look/preview.css";

    private static final long serialVersionUID = 1L;
    private static final long KEPT = Duration.ofDays(365).toSeconds();

    /** What the settings page shows in a colour that is not saved yet. */
    private static final String PREVIEWED = ".look-preview";

    /** Says so where the colour would be refused; hidden by the page's own style sheet. */
    private static final String WARNED = ".look-unreadable{display:flex}\n";

    @EJB transient AgencyDirectory directory;
    @EJB transient AgencyNames names;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (PREVIEW.equals(request.getServletPath())) {
            response.setHeader("Cache-Control", "private, max-age=" + KEPT);
            css(response, preview(request.getParameter("colour")));
            return;
        }
        Optional<AgencyLook> look =
                directory
                        .byHost(request.getServerName())
                        .map(AgencyHost::agencyId)
                        .map(names::look);
        boolean logo = LOGO.equals(request.getServletPath());
        if (look.isEmpty() || logo && !look.get().logo().isThere()) {
            response.setHeader("Cache-Control", "no-store");
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean current = Long.toString(look.get().version()).equals(request.getParameter("v"));
        response.setHeader(
                "Cache-Control", current ? "public, max-age=" + KEPT + ", immutable" : "no-cache");
        if (logo) {
            write(response, look.get().logo().mediaType(), look.get().logo().bytes());
        } else {
            css(response, look.get().accent().map(accent -> accent.styleSheet("")).orElse(""));
        }
    }

    private static String preview(String colour) {
        return Accent.of("#" + colour)
                .map(accent -> accent.styleSheet(PREVIEWED) + (accent.isReadable() ? "" : WARNED))
                .orElse("");
    }

    private static void css(HttpServletResponse response, String sheet) throws IOException {
        write(response, "text/css;charset=UTF-8", sheet.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpServletResponse response, String type, byte[] bytes)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
