package org.countersign.safety;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.StringReader;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.safety.matching.Action;
import org.countersign.safety.matching.Finding;
import org.countersign.safety.matching.PolicyMatcher;
import org.countersign.safety.matching.RuleDefinition;
import org.countersign.safety.matching.RuleKind;
import org.countersign.safety.matching.Screened;
import org.countersign.safety.matching.ScreeningInput;
import org.countersign.safety.matching.Verdict;

/**
 * Asks a channel's policy: the rules of its agency, client, brand and its own. Compiled policies
 * are kept by channel and rebuilt when their rules changed.
 */
@ApplicationScoped
public class Screener {

    private static final int KEPT_MAX = 2000;

    /** What nobody looked at does not go out. */
    private static final ScreeningView NEVER_SCREENED =
            new ScreeningView(Verdict.BLOCK, List.of(), "", "", Optional.empty());

    /** The rules on the way from the agency down to one channel. */
    private static final String POLICY =
            """
            select r.id, r.version, r.kind, r.pattern, r.action, r.title, r.rationale, r.citation, r.suggestion
            from channel h
            join brand b on b.agency_id = h.agency_id and b.id = h.brand_id
            join safety_rule r on r.agency_id = h.agency_id and r.active
             and (r.scope, r.scope_id) in (('AGENCY', h.agency_id), ('CLIENT', b.client_id::text),
                                           ('BRAND', b.id::text), ('CHANNEL', h.id::text))
            where h.id = ? order by r.id""";

    @Inject Database database;
    @Inject Clock clock;

    private final Map<List<RuleDefinition>, PolicyMatcher> compiled =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<List<RuleDefinition>, PolicyMatcher> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    /** What of a variant is looked at. */
    public record Surfaces(String text, List<String> altTexts) {
        public Surfaces {
            altTexts = List.copyOf(altTexts);
        }
    }

    /** Screens a draft without keeping anything. */
    public ScreeningView screen(UUID channelId, Surfaces surfaces) {
        Screened screened =
                policy(channelId)
                        .screen(
                                new ScreeningInput(
                                        surfaces.text(), surfaces.altTexts(), List.of()));
        return new ScreeningView(
                screened.verdict(),
                screened.findings(),
                screened.policyDigest(),
                screened.engineVersion(),
                Optional.empty());
    }

    /**
     * Screens a stored variant and keeps the result as evidence.
     *
     * @param digest of the variant's canonical bytes
     */
    public ScreeningView screenAndKeep(UUID channelId, byte[] digest, Surfaces surfaces) {
        ScreeningView view = screen(channelId, surfaces);
        database.update(
                """
                insert into screening (id, channel_id, digest, policy_digest, engine, verdict, findings)
                values (?, ?, ?, ?, ?, ?, ?)""",
                Ids.next(clock),
                channelId,
                digest,
                HexFormat.of().parseHex(view.policyDigest()),
                view.engine(),
                view.verdict(),
                Finding.toJson(view.findings()).toString());
        return view;
    }

    /** The newest kept screening of a variant; one that blocks when there is none. */
    public ScreeningView newest(UUID channelId, byte[] digest) {
        return database.first(
                        """
                        select verdict, findings, encode(policy_digest, 'hex'), engine, screened_at
                        from screening where channel_id = ? and digest = ? order by screened_at desc limit 1""",
                        row -> view(row, 1),
                        channelId,
                        digest)
                .orElse(NEVER_SCREENED);
    }

    /** True when the policy or the engine changed since that screening (G7). */
    public boolean outdated(UUID channelId, ScreeningView screening) {
        return !policy(channelId).policyDigest().equals(screening.policyDigest())
                || !PolicyMatcher.ENGINE_VERSION.equals(screening.engine());
    }

    private PolicyMatcher policy(UUID channelId) {
        List<RuleDefinition> rules = database.list(POLICY, Screener::rule, channelId);
        synchronized (compiled) {
            return compiled.computeIfAbsent(rules, PolicyMatcher::compile);
        }
    }

    private static RuleDefinition rule(Database.Row row) throws SQLException {
        return new RuleDefinition(
                row.text(1),
                row.big(2),
                RuleKind.valueOf(row.text(3)),
                row.text(4),
                Action.valueOf(row.text(5)),
                row.text(6),
                row.text(7),
                row.text(8),
                Set.of(),
                row.text(9));
    }

    /**
     * A kept screening from a row's columns verdict, findings, policy digest, engine and time; one
     * that blocks where they are null.
     */
    public static ScreeningView view(Database.Row row, int first) throws SQLException {
        if (row.optionalText(first).isEmpty()) {
            return NEVER_SCREENED;
        }
        return new ScreeningView(
                Verdict.valueOf(row.text(first)),
                findings(row.text(first + 1)),
                row.text(first + 2),
                row.text(first + 3),
                row.optionalInstant(first + 4));
    }

    private static List<Finding> findings(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return Finding.fromJson(reader.readArray());
        }
    }
}
