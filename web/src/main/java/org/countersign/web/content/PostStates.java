package org.countersign.web.content;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The states of posts and publications as pages show them: colour, shape and word. */
public final class PostStates {

    /** The shapes there are, in the order of a post's life. */
    static final List<String> SHOWN =
            List.of(
                    "draft",
                    "review",
                    "scheduled",
                    "dispatching",
                    "published",
                    "partial",
                    "failed",
                    "unknown",
                    "held",
                    "expired",
                    "cancelled",
                    "removed");

    /** States that have a shape of another name; their own word stands beside it. */
    private static final Map<String, String> SHAPES =
            Map.of(
                    "IN_REVIEW", "review",
                    "CHANGES_REQUESTED", "review",
                    "REJECTED", "cancelled",
                    "APPROVED", "scheduled");

    private PostStates() {}

    public static String shape(String state) {
        return SHAPES.getOrDefault(state, state.toLowerCase(Locale.ROOT));
    }

    /** Key of the state's word. */
    public static String key(String state) {
        return "state." + state.toLowerCase(Locale.ROOT);
    }

    /** The states that one shape stands for; none for an unknown one, which means no filter. */
    static List<String> behind(String shape) {
        if (!SHOWN.contains(shape)) {
            return List.of();
        }
        List<String> mapped =
                SHAPES.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(shape))
                        .map(Map.Entry::getKey)
                        .toList();
        boolean own = !shape.equals("review");
        return own
                ? java.util.stream.Stream.concat(
                                mapped.stream(),
                                java.util.stream.Stream.of(shape.toUpperCase(Locale.ROOT)))
                        .toList()
                : mapped;
    }
}
