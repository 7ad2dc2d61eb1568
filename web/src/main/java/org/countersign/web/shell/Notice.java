package org.countersign.web.shell;

/**
 * One message of a page: {@code kind} is ok, info, warn or bad, as in the style sheets.
 *
 * @param signIn whether it offers to sign in again, which leads back to this page
 */
public record Notice(String kind, String text, boolean signIn) {

    public String icon() {
        return switch (kind) {
            case "ok" -> "check";
            case "warn", "bad" -> "block";
            default -> "info";
        };
    }

    /** What worked is a toast; what asks for an act stays where it is. */
    public boolean toast() {
        return kind.equals("ok");
    }
}
