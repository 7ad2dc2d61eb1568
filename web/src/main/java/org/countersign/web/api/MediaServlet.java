package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.content.SharedMedia;
import org.countersign.content.SharedMedia.Picture;

/**
 * Pictures on the media host, for whoever has a signed link. Whatever is wrong with a link, the
 * answer is the same; the security filter has said already that the bytes are data and no page.
 */
@WebServlet("/media/*")
public class MediaServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Pattern PATH =
            Pattern.compile("/([a-z0-9-]{1,63})/([0-9a-f-]{36})/([0-9a-f]{64})");
    private static final Pattern ENDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern VIEWER = Pattern.compile("[A-Za-z0-9-]{0,60}");
    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    /** Names say nothing of what people uploaded. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "image/jpeg", "picture.jpg",
                    "image/png", "picture.png",
                    "image/gif", "picture.gif");

    @EJB transient SharedMedia media;
    @Inject transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var picture = picture(request);
        if (picture.isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String etag = etag(request);
        long left = ends(request) - clock.instant().getEpochSecond();
        response.setHeader(
                "Cache-Control",
                viewer(request).isEmpty()
                        ? "private, max-age=" + Math.max(left, 0) + ", immutable"
                        : "private, no-cache"); // one person's: asked for again at each look
        response.setHeader("ETag", etag);
        if (etag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        String type = picture.get().mediaType();
        byte[] bytes = picture.get().bytes();
        response.setContentType(type);
        response.setHeader(
                "Content-Disposition",
                "inline; filename=\"" + NAMES.getOrDefault(type, "picture") + '"');
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private Optional<Picture> picture(HttpServletRequest request) {
        Matcher path = path(request);
        String ends = request.getParameter("e");
        String signature = request.getParameter("s");
        boolean complete =
                path.matches()
                        && ends != null
                        && ENDS.matcher(ends).matches()
                        && VIEWER.matcher(viewer(request)).matches()
                        && signature != null
                        && SIGNATURE.matcher(signature).matches();
        return complete
                ? media.byLink(
                        path.group(1),
                        path.group(2),
                        path.group(3),
                        Long.parseLong(ends),
                        viewer(request),
                        signature)
                : Optional.empty();
    }

    private static String viewer(HttpServletRequest request) {
        String viewer = request.getParameter("p");
        return viewer == null ? "" : viewer;
    }

    private static long ends(HttpServletRequest request) {
        return Long.parseLong(request.getParameter("e"));
    }

    private static String etag(HttpServletRequest request) {
        Matcher path = path(request);
        return path.matches() ? '"' + path.group(3) + '"' : "\"\"";
    }

    private static Matcher path(HttpServletRequest request) {
        String path = request.getPathInfo();
        return PATH.matcher(path == null ? "" : path);
    }
}
