package org.countersign.web.security;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which door a request is at. This is the one list of what opens without signing in; a path that is
 * not on it is {@link Door#CLOSED}, that is, needs a person.
 */
final class PublicPaths {

    /** What must be shown to pass. */
    enum Door {
        /** Loopback, or the management token. */
        MANAGEMENT,
        /** User media: open on the media host (their links are signed), not there on any other. */
        MEDIA,
        /** A logout token of the realm that the path names. */
        BACK_CHANNEL,
        /** The adapter's own steps of signing in and out. */
        ADAPTER,
        /** Nothing; a bearer token is checked when there is one. */
        API_OPEN,
        /** A bearer token. */
        API,
        /** Nothing; a session counts when there is one. */
        OPEN,
        /** A session. */
        CLOSED
    }

    static final String CALLBACK = "/callback";
    static final String SIGN_IN = "/sign-in";
    static final String SIGN_OUT = "/sign-out";
    static final String SIGNED_OUT = "/signed-out";
    static final String BACK_CHANNEL = "/backchannel-logout/";
    static final String MEDIA = "/media/";

    /** Language and theme, chosen on error pages too; changes nothing but the browser's cookies. */
    private static final String PREFERENCES = "/preferences";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** The agency's colour and logo: what its page for signing in shows to anybody, too. */
    private static final Set<String> LOOK =
            Set.of("/look/accent.css", "/look/logo", "/look/preview.css");

    private static final Set<String> OPEN_TO_READERS = Set.of("/favicon.ico", "/robots.txt");

    private static final Set<String> API_OPEN_TO_READERS =
            Set.of("/api/v1", "/api/v1/", "/openapi", "/openapi/");

    /** Style sheets, scripts, fonts and icons of the pages, the library's included. */
    static final String RESOURCES = "/jakarta.faces.resource/";

    /** What a careful client never sends, and what has fooled path checks before. */
    private static final Pattern ODD = Pattern.compile("[\\\\;\\p{Cntrl}]|//|/\\.\\.?(/|$)");

    private static final Pattern ODD_ENCODED =
            Pattern.compile("%(?![0-9a-fA-F]{2})|%(2[eEfF]|3[bB]|5[cC]|25|[01][0-9a-fA-F]|7[fF])");

    private PublicPaths() {}

    static boolean knownMethod(String method) {
        return METHODS.contains(method);
    }

    static boolean reads(String method) {
        return "GET".equals(method) || "HEAD".equals(method);
    }

    /**
     * The decoded path that the container dispatches by, or empty when the request line holds
     * something that container and this list could read differently.
     */
    static Optional<String> path(String requestUri, String servletPath, String pathInfo) {
        String path = servletPath + (pathInfo == null ? "" : pathInfo);
        boolean odd =
                !requestUri.startsWith("/")
                        || ODD.matcher(requestUri).find()
                        || ODD_ENCODED.matcher(requestUri).find()
                        || ODD.matcher(path).find();
        return odd ? Optional.empty() : Optional.of(path.isEmpty() ? "/" : path);
    }

    static Door door(String method, String path) {
        if (under(path, "/health") || under(path, "/metrics")) {
            return Door.MANAGEMENT;
        }
        if (under(path, "/media")) {
            return Door.MEDIA;
        }
        if (path.startsWith(BACK_CHANNEL)) {
            return "POST".equals(method) ? Door.BACK_CHANNEL : Door.CLOSED;
        }
        if (API_OPEN_TO_READERS.contains(path) && reads(method)) {
            return Door.API_OPEN;
        }
        if (under(path, "/api") || under(path, "/openapi")) {
            return Door.API;
        }
        boolean step =
                switch (path) {
                    case CALLBACK, SIGN_IN, SIGNED_OUT -> reads(method);
                    case SIGN_OUT -> "POST".equals(method);
                    default -> false;
                };
        if (step) {
            return Door.ADAPTER;
        }
        if (reads(method)
                && (path.startsWith(RESOURCES)
                        || LOOK.contains(path)
                        || OPEN_TO_READERS.contains(path))) {
            return Door.OPEN;
        }
        if ("POST".equals(method) && PREFERENCES.equals(path)) {
            return Door.OPEN;
        }
        return Door.CLOSED;
    }

    private static boolean under(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
