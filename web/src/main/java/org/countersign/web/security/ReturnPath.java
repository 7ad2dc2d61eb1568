package org.countersign.web.security;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a person goes after signing in: a page of the same host, whatever was asked for. */
final class ReturnPath {

    static final String HOME = "/";

    /** So that an attempt fits into its cookie. */
    static final int LENGTH_MAX = 1024;

    private ReturnPath() {}

    /** The path itself when it can only mean a page of this host, else {@link #HOME}. */
    static String safe(String wanted) {
        if (wanted == null
                || wanted.length() > LENGTH_MAX
                || !wanted.startsWith("/")
                || wanted.startsWith("//")
                || wanted.indexOf('\\') >= 0
                || wanted.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            return HOME;
        }
        URI uri;
        try {
            uri = new URI(wanted);
        } catch (URISyntaxException malformed) {
            return HOME;
        }
        if (uri.isAbsolute() || uri.getRawAuthority() != null || uri.getRawFragment() != null) {
            return HOME;
        }
        return PublicPaths.path(uri.getRawPath(), uri.getPath(), null)
                .filter(path -> PublicPaths.door("GET", path) == PublicPaths.Door.CLOSED)
                .map(path -> wanted)
                .orElse(HOME);
    }

    /** The page a request came from, when it came from this host. */
    static String ofReferer(String referer, String ownOrigin) {
        if (referer == null || !referer.startsWith(ownOrigin + "/")) {
            return HOME;
        }
        String path = referer.substring(ownOrigin.length());
        int fragment = path.indexOf('#');
        return safe(fragment < 0 ? path : path.substring(0, fragment));
    }
}
