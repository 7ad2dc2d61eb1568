package org.countersign.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;

/** Reading and checking the caller's agency's chains. */
@Stateless
@RolesAllowed(Permissions.AUDIT_READ)
public class Audit {

    /** What a detail holds of words: the digest of their salt and them. */
    public static final String COMMITMENT = "sha256:";

    private static final int VERIFIED_AT_ONCE = 2000;
    private static final String COLUMNS =
            """
            select e.sequence, e.at, e.actor, coalesce(p.name, e.actor), e.action, e.subject_type, e.subject_id,
                   e.detail, encode(e.previous_hash, 'hex'), encode(e.hash, 'hex')
            from audit_entry e left join person p on p.agency_id = e.agency_id and p.id = e.actor
            """;

    @Inject Database database;
    @Inject Caller caller;

    /**
     * By sequence, which is also an API client's cursor.
     *
     * @param chain {@code main} or {@code refusals}
     * @param about id of the post, decision, publication... the entries are about; empty for all
     */
    public Page<AuditEntry> entries(String chain, String about, Paging paging) {
        String where =
                " where e.chain = ? and (? = '' or e.subject_id = ? or strpos(e.detail, to_json(?::text)::text) > 0)";
        List<Object> values = new ArrayList<>(List.of(chain, about, about, about));
        long total =
                database.first(
                                "select count(*) from audit_entry e" + where,
                                row -> row.big(1),
                                values.toArray())
                        .orElseThrow();
        String order = " order by e.sequence" + (paging.descending() ? " desc" : "");
        if (paging.goesOn()) {
            where += " and e.sequence > ?";
            values.add(cursor(paging.after().orElse("")));
        }
        values.add(paging.size() + 1);
        values.add(paging.first());
        var rows =
                database.list(
                        COLUMNS + where + order + " limit ? offset ?",
                        Audit::entry,
                        values.toArray());
        return Page.of(rows, paging, total, e -> Long.toString(e.sequence()));
    }

    /** Checks the whole chain, in pieces, from its first entry to its head. */
    public ChainReport verify(String chain) {
        var verifier = new ChainVerifier(caller.agencyId(), chain);
        long last = 0;
        List<AuditEntry> piece;
        do {
            piece =
                    database.list(
                            COLUMNS
                                    + " where e.chain = ? and e.sequence > ? order by e.sequence limit ?",
                            Audit::entry,
                            chain,
                            last,
                            VERIFIED_AT_ONCE);
            piece.forEach(verifier::next);
            last = piece.isEmpty() ? last : piece.get(piece.size() - 1).sequence();
        } while (piece.size() == VERIFIED_AT_ONCE);
        return database.first(
                        "select sequence, encode(hash, 'hex') from chain_head where chain = ?",
                        row -> verifier.report(row.big(1), row.text(2)),
                        chain)
                .orElseThrow();
    }

    /**
     * The words that an entry holds as a salted digest only, by the name of its member; a member
     * whose words are gone is not among them.
     */
    public Map<String, String> words(AuditEntry entry) {
        var found = new LinkedHashMap<String, String>();
        try (var reader = Json.createReader(new StringReader(entry.detail()))) {
            reader.readObject()
                    .forEach(
                            (name, value) ->
                                    commitment(value)
                                            .flatMap(this::words)
                                            .ifPresent(words -> found.put(name, words)));
        }
        return found;
    }

    private Optional<String> words(String digest) {
        return database.first(
                "select words from audit_text where digest = decode(?, 'hex')",
                row -> row.text(1),
                digest);
    }

    private static Optional<String> commitment(JsonValue value) {
        return value instanceof JsonString text && text.getString().startsWith(COMMITMENT)
                ? Optional.of(text.getString().substring(COMMITMENT.length()))
                        .filter(digest -> digest.matches("[0-9a-f]{64}"))
                : Optional.empty();
    }

    private static long cursor(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("after", "paging.refused.cursor");
        }
    }

    private static AuditEntry entry(Database.Row row) throws SQLException {
        return new AuditEntry(
                row.big(1),
                row.instant(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.text(9),
                row.text(10));
    }
}
