package org.countersign.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The few pages that must work when nothing else does: without a session, an agency, Keycloak or
 * the database. So they are whole in themselves and load nothing. They keep to the language and the
 * theme that were chosen on other pages.
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
        MOVED(410),
        SIGN_IN_UNAVAILABLE(503),
        UNAVAILABLE(503),
        SIGN_IN_WEAK(200),
        SIGNED_OUT_ELSEWHERE(200),
        SESSION_TOO_LONG(200),
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

    private static final String TEMPLATE = resource("page.html");
    private static final String STYLE = resource("page.css");

    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'sha256-"
                    + sha256(STYLE)
                    + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Map<Character, String> ENTITIES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private PlainPages() {}

    /**
     * @param link where the page's one link leads, or null for no link; must be safe to follow
     */
    static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            Page page,
            String link,
            boolean https)
            throws IOException {
        String language =
                chosen(request, "lang").orElseGet(() -> request.getLocale().getLanguage());
        Locale locale = "de".equals(language) ? Locale.GERMAN : Locale.ENGLISH;
        String theme = chosen(request, "theme").filter(t -> t.matches("light|dark")).orElse("");
        byte[] html = html(page, locale, theme, link).getBytes(StandardCharsets.UTF_8);
        SecurityHeaders.write(response, POLICY, https);
        SecurityHeaders.neverStore(response);
        response.setStatus(page.status());
        if (page.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "10");
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Language", locale.getLanguage());
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    static String html(Page page, Locale locale, String theme, String link) {
        var texts =
                ResourceBundle.getBundle(
                        BUNDLE,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        String anchor =
                link == null
                        ? ""
                        : "<a href=\"%s\">%s</a>"
                                .formatted(
                                        escaped(link),
                                        escaped(texts.getString(page.key() + ".link")));
        return TEMPLATE.replace("{lang}", locale.getLanguage())
                .replace("{theme}", theme)
                .replace("{style}", STYLE)
                .replace("{title}", escaped(texts.getString(page.key() + ".title")))
                .replace("{text}", escaped(texts.getString(page.key() + ".text")))
                .replace("{link}", anchor);
    }

    static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> ENTITIES.getOrDefault((char) c, String.valueOf((char) c)))
                .collect(Collectors.joining());
    }

    private static Optional<String> chosen(HttpServletRequest request, String cookie) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(sent -> cookie.equals(sent.getName()))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private static String resource(String name) {
        try (var stream = PlainPages.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
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
