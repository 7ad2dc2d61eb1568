package org.countersign.web.content;

/**
 * A stretch of a post's text as a page draws it.
 *
 * @param kind plain, link, mention, hashtag or invisible
 * @param text what stands there; for a hidden character its name
 * @param mark block, legal or warn where a rule found something, else empty
 * @param finding number of that finding when it ends here, else 0
 */
public record Piece(String kind, String text, String mark, int finding) {

    /** Links, mentions and hashtags look alike. */
    public boolean live() {
        return kind.equals("link") || kind.equals("mention") || kind.equals("hashtag");
    }

    public boolean hidden() {
        return kind.equals("invisible");
    }

    public boolean marked() {
        return !mark.isEmpty();
    }
}
