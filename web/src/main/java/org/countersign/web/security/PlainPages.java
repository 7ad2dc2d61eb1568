package org.countersign.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * The few pages that must work when nothing else does: without a session, an agency, Keycloak or
 * the database. So they are whole in themselves and load nothing.
 */
final class PlainPages {

    /** Names the page's texts in the bundle and its status. */
    enum Page {
        BAD_REQUEST(400),
        SIGN_IN_FAILED(400),
        FORBIDDEN(403),
        NO_ROLE(403),
        SUSPENDED(403),
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        SIGN_IN_UNAVAILABLE(503),
        UNAVAILABLE(503),
        SIGNED_OUT(200);

        private final int status;

        Page(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String BUNDLE = "org.countersign.web.security.pages";

    private static final String STYLE =
            ":root{color-scheme:light dark}"
                    + "body{margin:0;min-height:100vh;display:grid;place-items:center;"
                    + "font:1rem/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}"
                    + "main{max-width:32rem;padding:1.5rem}"
                    + "h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}"
                    + "p{margin:0 0 1.25rem}"
                    + "a{display:inline-block;padding:.6rem 1rem;border:1px solid;border-radius:.5rem;"
                    + "color:inherit;text-decoration:none}"
                    + "a:focus-visible{outline:3px solid Highlight;outline-offset:2px}";

    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-"
                    + sha256(STYLE)
                    + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private PlainPages() {}

    /**
     * @param link where the page's one link leads, or null for no link; must be safe to show
     */
    static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            Page page,
            String link,
            boolean https)
            throws IOException {
        Locale locale =
                Locale.GERMAN.getLanguage().equals(request.getLocale().getLanguage())
                        ? Locale.GERMAN
                        : Locale.ROOT;
        byte[] html = html(page, locale, link).getBytes(StandardCharsets.UTF_8);
        SecurityHeaders.write(response, POLICY, https);
        SecurityHeaders.neverStore(response);
        response.setStatus(page.status());
        if (page.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "10");
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Language", locale == Locale.GERMAN ? "de" : "en");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    static String html(Page page, Locale locale, String link) {
        var texts =
                ResourceBundle.getBundle(
                        BUNDLE,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        String title = escaped(texts.getString(page.key() + ".title"));
        String anchor =
                link == null
                        ? ""
                        : "<a href=\""
                                + escaped(link)
                                + "\">"
                                + escaped(texts.getString(page.key() + ".link"))
                                + "</a>";
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head><meta charset="utf-8"><title>%s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>%s</style></head>
                <body><main><h1>%s</h1><p>%s</p>%s</main></body>
                </html>
                """
                .formatted(
                        locale == Locale.GERMAN ? "de" : "en",
                        title,
                        STYLE,
                        title,
                        escaped(texts.getString(page.key() + ".text")),
                        anchor);
    }

    private static final Map<Character, String> ENTITIES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> ENTITIES.getOrDefault((char) c, String.valueOf((char) c)))
                .collect(Collectors.joining());
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
