package org.countersign.web.shell;

/** A place to return to that came from the browser: only a path of this very host is followed. */
public final class LocalPath {

    private static final String HOME = "/";

    private LocalPath() {}

    /** The path, or the landing page where it could lead to another host or break the header. */
    public static String orHome(String path) {
        if (path == null || !path.startsWith("/") || path.startsWith("//")) {
            return HOME;
        }
        boolean plain = path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        return plain ? path : HOME;
    }
}
