package org.countersign.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
