package org.countersign.safety.matching;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One rule of a resolved policy.
 *
 * @param pattern phrases or domains; {@code |} stands between alternatives. A required phrase that
 *     begins with {@code #} must be there as a hashtag
 * @param surfaces where it applies; empty means everywhere
 */
public record RuleDefinition(
        String id,
        long version,
        RuleKind kind,
        String pattern,
        Action action,
        String title,
        String rationale,
        String citation,
        Set<Surface> surfaces,
        String suggestion) {

    /** What every policy holds, whatever else it says. */
    public static final List<RuleDefinition> BUILT_IN =
            List.of(
                    builtIn(
                            "built-in.alt-text-missing",
                            RuleKind.ALT_TEXT_MISSING,
                            Action.WARN,
                            "Image without alt text",
                            "People who cannot see the image learn nothing of it.",
                            "WCAG 2.2, 1.1.1"),
                    builtIn(
                            "built-in.invisible-characters",
                            RuleKind.INVISIBLE_CHARACTERS,
                            Action.WARN,
                            "Invisible character",
                            "The text holds a character that nobody sees; it can hide words or break links.",
                            "Unicode UTS 39"),
                    builtIn(
                            "built-in.bidi-controls",
                            RuleKind.BIDI_CONTROLS,
                            Action.LEGAL,
                            "Text that reads in another order",
                            "A direction control makes the reader see something else than is written.",
                            "Unicode UAX 9, UTS 39"),
                    builtIn(
                            "built-in.deceptive-link",
                            RuleKind.DECEPTIVE_LINK,
                            Action.BLOCK,
                            "Deceptive link",
                            "The link's domain looks like another one or is hidden behind a name.",
                            "Unicode UTS 39"));

    public RuleDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(rationale, "rationale");
        Objects.requireNonNull(citation, "citation");
        Objects.requireNonNull(suggestion, "suggestion");
        surfaces = Set.copyOf(surfaces);
    }

    /** A rule that applies everywhere. */
    public RuleDefinition(
            String id,
            long version,
            RuleKind kind,
            String pattern,
            Action action,
            String title,
            String rationale,
            String citation,
            String suggestion) {
        this(id, version, kind, pattern, action, title, rationale, citation, Set.of(), suggestion);
    }

    /**
     * Whether the pattern can ever match; a rule that cannot should be refused where it is written.
     */
    public boolean matchable() {
        return switch (kind) {
            case PHRASE, REQUIRED ->
                    Patterns.alternatives(pattern).stream()
                            .noneMatch(phrase -> TokenText.phrase(phrase).isEmpty());
            case LINK ->
                    Patterns.alternatives(pattern).stream()
                            .allMatch(domain -> Patterns.domain(domain).isPresent());
            default -> pattern.isEmpty();
        };
    }

    JsonObject toJson() {
        JsonArrayBuilder where = Builders.JSON.createArrayBuilder();
        surfaces.stream().map(Surface::name).sorted().forEach(where::add);
        return Builders.JSON
                .createObjectBuilder()
                .add("id", id)
                .add("version", version)
                .add("kind", kind.name())
                .add("pattern", pattern)
                .add("action", action.name())
                .add("title", title)
                .add("rationale", rationale)
                .add("citation", citation)
                .add("surfaces", where)
                .add("suggestion", suggestion)
                .build();
    }

    private static RuleDefinition builtIn(
            String id,
            RuleKind kind,
            Action action,
            String title,
            String rationale,
            String citation) {
        return new RuleDefinition(id, 1, kind, "", action, title, rationale, citation, "");
    }
}
