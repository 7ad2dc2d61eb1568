package org.countersign.safety.matching;

import jakarta.json.JsonArrayBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.text.Invisibles;
import org.countersign.platform.text.TextSegment;
import org.countersign.platform.text.TextSegments;
import org.countersign.platform.text.WebLink;

/**
 * A resolved policy, compiled; immutable and safe to share between threads.
 *
 * <p>Fails closed: a rule or a part of the engine that cannot be evaluated becomes a finding for
 * legal review, never silence.
 */
public final class PolicyMatcher {

    /** Part of every verdict; raise it with any change that can change a finding. */
    public static final String ENGINE_VERSION = "1";

    /** The rule id of findings about the engine itself. */
    public static final String INDETERMINATE = "built-in.indeterminate";

    private static final Logger LOG = System.getLogger(PolicyMatcher.class.getName());

    /** A domain written without a scheme, as networks and readers still take it. */
    private static final Pattern BARE_DOMAIN =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}_@.-])(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?[.\\u3002\\uFF0E]){1,8}"
                            + "\\p{L}[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}](?![\\p{L}\\p{N}_@-])");

    private static final Set<Integer> BIDI_CONTROLS =
            Set.of(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069);

    private static final RuleDefinition BROKEN =
            new RuleDefinition(
                    INDETERMINATE,
                    1,
                    RuleKind.PHRASE,
                    "",
                    Action.LEGAL,
                    "A rule could not be evaluated",
                    "What cannot be checked is not passed: somebody has to look at it.",
                    "",
                    "");

    private final List<RuleDefinition> rules;
    private final String policyDigest;
    private final PhraseTrie trie;
    private final List<Phrase> phrases = new ArrayList<>();
    private final Map<String, List<RuleDefinition>> domains = new HashMap<>();
    private final List<RuleDefinition> required = new ArrayList<>();
    private final Map<RuleKind, RuleDefinition> builtIn = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    private record Phrase(RuleDefinition rule, boolean asHashtag) {}

    /** A text the rules look at. */
    private record Place(Surface surface, int item, String text, List<TextSegment> segments) {}

    private PolicyMatcher(List<RuleDefinition> resolved) {
        Map<String, RuleDefinition> byId = new TreeMap<>();
        RuleDefinition.BUILT_IN.forEach(rule -> byId.put(rule.id(), rule));
        for (RuleDefinition rule : resolved) {
            if (byId.putIfAbsent(rule.id(), rule) != null) {
                throw new IllegalArgumentException("two rules with one id: " + rule.id());
            }
        }
        rules = List.copyOf(byId.values());
        policyDigest = digest(rules);
        List<List<String>> words = new ArrayList<>();
        for (RuleDefinition rule : rules) {
            compile(rule, words);
        }
        trie = new PhraseTrie(words);
    }

    /**
     * Compiles a policy; the engine's own rules are always part of it.
     *
     * @throws IllegalArgumentException if two rules share an id
     */
    public static PolicyMatcher compile(List<RuleDefinition> resolved) {
        return new PolicyMatcher(resolved);
    }

    /** SHA-256, in hexadecimal, over the canonical JSON of the resolved rules sorted by id. */
    public String policyDigest() {
        return policyDigest;
    }

    /** The resolved rules sorted by id, the engine's own among them. */
    public List<RuleDefinition> rules() {
        return rules;
    }

    public Screened screen(ScreeningInput input) {
        List<Finding> found = new ArrayList<>();
        for (String id : broken) {
            found.add(indeterminate(id));
        }
        List<Place> places = guarded(found, "reading", () -> places(input), List.of());
        for (Place place : places) {
            found.addAll(guarded(found, "phrases", () -> phraseFindings(place), List.of()));
            found.addAll(guarded(found, "links", () -> linkFindings(place), List.of()));
            found.addAll(guarded(found, "characters", () -> hidden(place), List.of()));
        }
        if (!places.isEmpty()) {
            found.addAll(guarded(found, "required", () -> missing(places.get(0)), List.of()));
        }
        found.addAll(guarded(found, "alt texts", () -> undescribed(input), List.of()));
        List<Finding> sorted = numbered(found);
        return new Screened(Verdict.of(sorted), sorted, policyDigest, ENGINE_VERSION);
    }

    private void compile(RuleDefinition rule, List<List<String>> words) {
        if (rule.kind().builtIn()) {
            builtIn.putIfAbsent(rule.kind(), rule);
            return;
        }
        if (!rule.matchable()) {
            broken.add(rule.id());
            return;
        }
        for (String alternative : Patterns.alternatives(rule.pattern())) {
            if (rule.kind() == RuleKind.LINK) {
                domains.computeIfAbsent(
                                Patterns.domain(alternative).orElseThrow(), d -> new ArrayList<>())
                        .add(rule);
            } else {
                boolean asHashtag = rule.kind() == RuleKind.REQUIRED && alternative.startsWith("#");
                phrases.add(new Phrase(rule, asHashtag));
                words.add(TokenText.phrase(alternative));
            }
        }
        if (rule.kind() == RuleKind.REQUIRED) {
            required.add(rule);
        }
    }

    private static List<Place> places(ScreeningInput input) {
        List<Place> places = new ArrayList<>();
        places.add(place(Surface.TEXT, 0, input.text()));
        for (int i = 0; i < input.altTexts().size(); i++) {
            places.add(place(Surface.ALT_TEXT, i + 1, input.altTexts().get(i)));
        }
        for (int i = 0; i < input.links().size(); i++) {
            places.add(place(Surface.LINK, i + 1, input.links().get(i)));
        }
        return places;
    }

    private static Place place(Surface surface, int item, String text) {
        return new Place(surface, item, text, TextSegments.of(text));
    }

    private List<Finding> phraseFindings(Place place) {
        Map<RuleDefinition, List<PhraseTrie.Hit>> byRule = new LinkedHashMap<>();
        for (PhraseTrie.Hit hit : trie.hits(TokenText.of(place.text()), false)) {
            RuleDefinition rule = phrases.get(hit.phrase()).rule();
            if (rule.kind() == RuleKind.PHRASE && applies(rule, place, hit.start(), hit.end())) {
                byRule.computeIfAbsent(rule, r -> new ArrayList<>()).add(hit);
            }
        }
        List<Finding> findings = new ArrayList<>();
        byRule.forEach(
                (rule, hits) -> {
                    hits.sort(
                            Comparator.comparingInt(PhraseTrie.Hit::start)
                                    .thenComparing(
                                            Comparator.comparingInt(PhraseTrie.Hit::end)
                                                    .reversed()));
                    int done = 0;
                    for (PhraseTrie.Hit hit : hits) {
                        if (hit.start() >= done) {
                            findings.add(finding(rule, place, hit.start(), hit.end()));
                            done = hit.end();
                        }
                    }
                });
        return findings;
    }

    /** Where the rule applies to what stands here: the surface itself, or a part of the text. */
    private static boolean applies(RuleDefinition rule, Place place, int start, int end) {
        if (rule.surfaces().isEmpty() || rule.surfaces().contains(place.surface())) {
            return true;
        }
        return place.surface() == Surface.TEXT
                && place.segments().stream()
                        .filter(segment -> segment.start() <= start && end <= segment.end())
                        .anyMatch(
                                segment ->
                                        (segment instanceof TextSegment.Hashtag
                                                        && rule.surfaces()
                                                                .contains(Surface.HASHTAG))
                                                || (segment instanceof TextSegment.Link
                                                        && rule.surfaces().contains(Surface.LINK)));
    }

    private List<Finding> linkFindings(Place place) {
        List<Finding> findings = new ArrayList<>();
        RuleDefinition deceptive = builtIn.get(RuleKind.DECEPTIVE_LINK);
        for (TextSegment segment : place.segments()) {
            if (segment instanceof TextSegment.Link link) {
                boolean named = link.target().uri().matches("[^/]*//[^/?#]*@.*");
                if (link.target().deceptive() || named) {
                    findings.add(finding(deceptive, place, link.start(), link.end()));
                }
                denied(link.target().asciiDomain(), place, link.start(), link.end(), findings);
            } else if (segment instanceof TextSegment.Plain plain) {
                Matcher bare = BARE_DOMAIN.matcher(plain.text());
                while (bare.find()) {
                    Optional<WebLink> link = WebLink.parse("https://" + bare.group());
                    int start = plain.start() + bare.start();
                    int end = plain.start() + bare.end();
                    if (link.isPresent()) {
                        if (link.get().deceptive()) {
                            findings.add(finding(deceptive, place, start, end));
                        }
                        denied(link.get().asciiDomain(), place, start, end, findings);
                    }
                }
            }
        }
        return findings;
    }

    private void denied(String domain, Place place, int start, int end, List<Finding> findings) {
        for (String name = domain; !name.isEmpty(); name = parent(name)) {
            for (RuleDefinition rule : domains.getOrDefault(name, List.of())) {
                boolean here =
                        rule.surfaces().isEmpty()
                                || rule.surfaces().contains(Surface.LINK)
                                || rule.surfaces().contains(place.surface());
                if (here) {
                    findings.add(finding(rule, place, start, end));
                }
            }
        }
    }

    private static String parent(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? "" : domain.substring(dot + 1);
    }

    private List<Finding> hidden(Place place) {
        List<Finding> findings = new ArrayList<>();
        for (TextSegment segment : place.segments()) {
            if (segment instanceof TextSegment.Invisible invisible) {
                boolean bidi = BIDI_CONTROLS.contains(invisible.codePoint());
                RuleDefinition rule =
                        builtIn.get(bidi ? RuleKind.BIDI_CONTROLS : RuleKind.INVISIBLE_CHARACTERS);
                findings.add(
                        finding(rule, place, invisible.start(), invisible.end(), invisible.name()));
            }
        }
        return findings;
    }

    private List<Finding> missing(Place text) {
        List<RuleDefinition> missing = new ArrayList<>(required);
        if (!required.isEmpty()) {
            for (PhraseTrie.Hit hit : trie.hits(TokenText.of(text.text()), true)) {
                Phrase phrase = phrases.get(hit.phrase());
                if (!phrase.asHashtag() || inHashtag(text, hit)) {
                    missing.remove(phrase.rule());
                }
            }
        }
        return missing.stream().map(rule -> finding(rule, text, 0, 0)).toList();
    }

    private static boolean inHashtag(Place place, PhraseTrie.Hit hit) {
        return place.segments().stream()
                .anyMatch(
                        segment ->
                                segment instanceof TextSegment.Hashtag
                                        && segment.start() <= hit.start()
                                        && hit.end() <= segment.end());
    }

    private List<Finding> undescribed(ScreeningInput input) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < input.altTexts().size(); i++) {
            boolean blank =
                    input.altTexts()
                            .get(i)
                            .codePoints()
                            .allMatch(c -> Character.isWhitespace(c) || Invisibles.unseen(c));
            if (blank) {
                Place place = place(Surface.ALT_TEXT, i + 1, input.altTexts().get(i));
                findings.add(finding(builtIn.get(RuleKind.ALT_TEXT_MISSING), place, 0, 0));
            }
        }
        return findings;
    }

    private static <T> T guarded(
            List<Finding> found, String component, Supplier<T> part, T fallback) {
        try {
            return part.get();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "screening component failed: " + component, e);
            found.add(indeterminate(component));
            return fallback;
        }
    }

    private static Finding indeterminate(String what) {
        return finding(BROKEN, new Place(Surface.TEXT, 0, "", List.of()), 0, 0, what);
    }

    private static Finding finding(RuleDefinition rule, Place place, int start, int end) {
        return finding(rule, place, start, end, place.text().substring(start, end));
    }

    private static Finding finding(
            RuleDefinition rule, Place place, int start, int end, String matched) {
        return new Finding(
                0,
                rule.id(),
                rule.version(),
                rule.action(),
                place.surface(),
                place.item(),
                start,
                end,
                matched,
                rule.title(),
                rule.rationale(),
                rule.citation(),
                rule.suggestion());
    }

    private static List<Finding> numbered(List<Finding> found) {
        List<Finding> sorted =
                found.stream()
                        .distinct()
                        .sorted(
                                Comparator.comparing(Finding::surface)
                                        .thenComparingInt(Finding::item)
                                        .thenComparingInt(Finding::start)
                                        .thenComparingInt(Finding::end)
                                        .thenComparing(Finding::ruleId)
                                        .thenComparing(Finding::matched))
                        .toList();
        List<Finding> numbered = new ArrayList<>();
        for (Finding finding : sorted) {
            numbered.add(finding.numbered(numbered.size() + 1));
        }
        return numbered;
    }

    private static String digest(List<RuleDefinition> rules) {
        JsonArrayBuilder all = Builders.JSON.createArrayBuilder();
        rules.forEach(rule -> all.add(rule.toJson()));
        return CanonicalJson.hex(CanonicalJson.sha256(CanonicalJson.bytes(all.build())));
    }
}
