package org.countersign.web.security;

import jakarta.servlet.http.HttpServletResponse;

/** The headers that tell browsers what our answers must not be used for. */
final class SecurityHeaders {

    static final String CSP = "Content-Security-Policy";

    /** For everything that is not a page: data, errors, resources opened by themselves. */
    static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /**
     * For Faces pages, where PrimeFaces adds a header of its own with the nonce, from {@code
     * primefaces.CSP_POLICY}. Browsers obey both, so this one says nothing about scripts and
     * styles.
     */
    static final String PAGE = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    private static final String PERMISSIONS =
            "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(),"
                    + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private SecurityHeaders() {}

    /**
     * @param policy of these constants, replaces one already set
     * @param https whether the outside reaches us by https
     */
    static void write(HttpServletResponse response, String policy, boolean https) {
        response.setHeader(CSP, policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", PERMISSIONS);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /**
     * Media are shown on agency hosts, which are other origins. Opened by itself, a file that a
     * browser would take for a page is one that can do nothing.
     */
    static void media(HttpServletResponse response) {
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader(CSP, NOTHING + "; sandbox");
    }

    static void neverStore(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
    }
}
