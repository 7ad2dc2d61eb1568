package org.countersign.content.limits;

import static org.countersign.content.limits.Limit.Confidence.OFFICIAL;
import static org.countersign.content.limits.Limit.Confidence.SECOND_HAND;
import static org.countersign.content.limits.Limit.Firmness.REFUSE;
import static org.countersign.content.limits.Limit.Firmness.WARN;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.content.limits.Limit.Subject;
import org.countersign.content.limits.Limit.Unit;
import org.countersign.platform.CanonicalJson;

/** The table of limits, and the checks against it. */
public final class NetworkLimits {

    private static final String LEXICONS = "bluesky-social/atproto lexicons";
    private static final LocalDate LEXICONS_READ = LocalDate.of(2026, 8, 20);

    private static final Map<Network, List<Limit>> TABLE =
            Map.of(
                    Network.BLUESKY,
                    List.of(
                            bluesky(Subject.TEXT, Unit.GRAPHEMES, 300),
                            bluesky(Subject.TEXT, Unit.BYTES, 3000),
                            bluesky(Subject.IMAGES, Unit.COUNT, 4),
                            bluesky(Subject.IMAGE_FILE, Unit.BYTES, 2_000_000),
                            bluesky(Subject.LANGUAGES, Unit.COUNT, 3),
                            // the schema sets none; clients cut or hide what is longer
                            new Limit(
                                    Subject.ALT_TEXT,
                                    Unit.GRAPHEMES,
                                    2000,
                                    WARN,
                                    "TryPost source",
                                    LocalDate.of(2026, 11, 1),
                                    SECOND_HAND)));

    private NetworkLimits() {}

    /** Every limit the draft is over, in the table's order; empty if it may be sent. */
    public static List<LimitBreach> check(Network network, DraftContent content) {
        List<LimitBreach> breaches = new ArrayList<>();
        for (Limit limit : limits(network)) {
            switch (limit.subject()) {
                case TEXT -> add(breaches, limit, TextMeasure.in(limit.unit(), content.text()), 0);
                case IMAGES -> add(breaches, limit, content.images().size(), 0);
                case LANGUAGES -> add(breaches, limit, content.languages().size(), 0);
                case IMAGE_FILE -> {
                    for (int i = 0; i < content.images().size(); i++) {
                        add(breaches, limit, content.images().get(i).bytes(), i + 1);
                    }
                }
                case ALT_TEXT -> {
                    for (int i = 0; i < content.images().size(); i++) {
                        String alt = content.images().get(i).altText();
                        add(breaches, limit, TextMeasure.in(limit.unit(), alt), i + 1);
                    }
                }
            }
        }
        return List.copyOf(breaches);
    }

    /** What the text uses of the network's limits on text. */
    public static Usage usage(Network network, String text) {
        return new Usage(
                limits(network).stream()
                        .filter(limit -> limit.subject() == Subject.TEXT)
                        .map(limit -> new Usage.Meter(limit, TextMeasure.in(limit.unit(), text)))
                        .toList());
    }

    public static List<Limit> limits(Network network) {
        return TABLE.get(network);
    }

    /** Changes whenever a number changes, so that what was checked before is checked again. */
    public static String digest(Network network) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (Limit limit : limits(network)) {
            rows.add(
                    Json.createObjectBuilder()
                            .add("key", limit.key())
                            .add("value", limit.value())
                            .add("firmness", limit.firmness().name()));
        }
        return CanonicalJson.hex(CanonicalJson.sha256(CanonicalJson.bytes(rows.build())));
    }

    private static void add(List<LimitBreach> breaches, Limit limit, long actual, int item) {
        if (actual > limit.value()) {
            breaches.add(new LimitBreach(limit, actual, item));
        }
    }

    private static Limit bluesky(Subject subject, Unit unit, long value) {
        return new Limit(subject, unit, value, REFUSE, LEXICONS, LEXICONS_READ, OFFICIAL);
    }
}
