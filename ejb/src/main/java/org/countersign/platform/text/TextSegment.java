package org.countersign.platform.text;

/**
 * A piece of a text as a network and a reader take it.
 *
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends, exclusive
 * @param text exactly what stands there
 */
public sealed interface TextSegment {

    int start();

    int end();

    String text();

    /**
     * For pages: {@code plain}, {@code link}, {@code mention}, {@code hashtag}, {@code invisible}.
     */
    String kind();

    /** Words without a meaning of their own. */
    record Plain(int start, int end, String text) implements TextSegment {
        @Override
        public String kind() {
            return "plain";
        }
    }

    /** An address, with where it really leads. */
    record Link(int start, int end, String text, WebLink target) implements TextSegment {
        @Override
        public String kind() {
            return "link";
        }
    }

    /** An account; {@code handle} is without the leading sign, in lower case. */
    record Mention(int start, int end, String text, String handle) implements TextSegment {
        @Override
        public String kind() {
            return "mention";
        }
    }

    /** A topic; {@code tag} is without the leading sign. */
    record Hashtag(int start, int end, String text, String tag) implements TextSegment {
        @Override
        public String kind() {
            return "hashtag";
        }
    }

    /** One character that hides; {@code name} says which. */
    record Invisible(int start, int end, String text, int codePoint, String name)
            implements TextSegment {
        @Override
        public String kind() {
            return "invisible";
        }
    }
}
