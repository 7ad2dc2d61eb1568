package org.countersign.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * The second lock against requests that another site makes a browser send; the first is the {@code
 * SameSite} cookie, and Faces adds its view state. A request that changes something must come from
 * a page of the host it is sent to, and say so.
 */
final class SameOrigin {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private SameOrigin() {}

    static boolean allows(HttpServletRequest request, RequestAddress address, String publicOrigin) {
        return allows(
                request.getMethod(),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.getHeader("Referer"),
                address.origin(),
                publicOrigin);
    }

    /**
     * @param publicOrigin what the configuration says this host is called from outside, should a
     *     proxy change scheme or port on the way
     */
    static boolean allows(
            String method,
            String fetchSite,
            String origin,
            String referer,
            String ownOrigin,
            String publicOrigin) {
        if (HARMLESS.contains(method)) {
            return true;
        }
        if (fetchSite != null && !"same-origin".equals(fetchSite)) {
            return false;
        }
        if (origin != null) {
            return origin.equals(ownOrigin) || origin.equals(publicOrigin);
        }
        if (fetchSite != null) {
            return true;
        }
        return referer != null
                && (referer.startsWith(ownOrigin + "/") || referer.startsWith(publicOrigin + "/"));
    }
}
