package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.audit.AuditEntry;
import org.countersign.audit.ChainReport;
import org.countersign.audit.ChainVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gate G5: the offline verifier on what PostgreSQL wrote, and on copies that the database's own
 * superuser tampered with.
 */
class ChainIT {

    private static final String STANDING_STILL = "set transaction isolation level repeatable read";

    @BeforeAll
    static void aChainOfSomeLength() throws SQLException {
        Line.provision();
        Line.scheduled(Line.AGENCY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "refusals"})
    void theDatabasesChainHolds(String chain) throws SQLException {
        ChainReport report = verified(Line.AGENCY, chain);
        assertThat(report.brokenAt()).isZero();
        if (chain.equals("main")) {
            assertThat(report.entries()).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void everyAgencysChainHolds() throws SQLException {
        for (String agency : Database.superuser(s -> s.texts("select agency_id from agency"))) {
            assertThat(verified(agency, "main").brokenAt()).as(agency).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update copy set actor = 'somebody else' where sequence = 5",
                "update copy set action = 'decision.approve' where sequence = 5",
                "update copy set at = at + interval '1 microsecond' where sequence = 5",
                "update copy set detail = '{\"a\":\"b\"}' where sequence = 5",
                "update copy set subject_id = 'other' where sequence = 5",
                "update copy set sequence = 1000000 where sequence = 5",
                "delete from copy where sequence = 5",
                "update copy set sequence = case sequence when 5 then 6 else 5 end where sequence in (5, 6)",
                "update copy set previous_hash = sha256('x') where sequence = 5",
                "update copy set hash = sha256('x') where sequence = 5",
                "update copy set canonical = 'x', hash = sha256('x'), detail = '{\"a\":\"b\"}' where sequence = 5"
            })
    void aTamperedCopyBreaksWhereItWasTampered(String tampering) throws SQLException {
        assertThat(tampered(tampering).brokenAt()).isEqualTo(5);
    }

    @Test
    void aShortenedCopyDoesNotReachItsHead() throws SQLException {
        ChainReport report =
                tampered("delete from copy where sequence > (select max(sequence) - 2 from copy)");
        assertThat(report.whole()).isFalse();
        assertThat(report.brokenAt()).isEqualTo(report.entries() + 1);
    }

    @Test
    void anEntryAddedByHandIsFound() throws SQLException {
        ChainReport report =
                tampered(
                        """
                        insert into copy select agency_id, chain, sequence + 1, at, actor, action, subject_type, subject_id,
                               detail, hash, canonical, hash
                        from copy order by sequence desc limit 1""");
        assertThat(report.brokenAt()).isEqualTo(report.entries());
    }

    @Test
    void aTransactionThatFailsLeavesNoEntry() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        long before = entries(line);
        Refusal.by(
                Refusal.GATE,
                "decision.refused",
                () ->
                        line.as(
                                line.approver,
                                s -> {
                                    s.update(
                                            """
                                            insert into audit_note (action, subject_type, subject_id, detail)
                                            values ('test.noted', 'test', ?, '{}')""",
                                            line.post.toString());
                                    return line.decide(s, UUID.randomUUID(), 9, "APPROVE");
                                }));
        assertThat(entries(line)).isEqualTo(before);
    }

    @Test
    void stepsOfTheLineWriteTheirEntriesWithoutBeingAsked() throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        var actions =
                line.as(
                        line.author,
                        s ->
                                s.rows(
                                        """
                                        select action, actor from audit_entry
                                        where subject_id in (?, ?, ?, ?) order by sequence""",
                                        line.revision.toString(),
                                        line.submission.toString(),
                                        line.decision.toString(),
                                        line.publication.toString()));
        assertThat(actions)
                .containsExactly(
                        List.of("revision.created", line.author),
                        List.of("submission.opened", line.author),
                        List.of("submission.approved", line.approver),
                        List.of("decision.approve", line.approver),
                        List.of("publication.scheduled", line.approver));
    }

    private static long entries(Line line) throws SQLException {
        return line.as(
                line.author,
                s ->
                        s.number(
                                "select count(*) from audit_entry where subject_id in (?, ?)",
                                line.submission.toString(),
                                line.post.toString()));
    }

    /** The copy keeps no constraint and no trigger, as in the hands of somebody who owns all. */
    private static ChainReport tampered(String tampering) throws SQLException {
        return Database.superuser(
                s -> {
                    s.update(STANDING_STILL);
                    s.update("create temporary table copy (like audit_entry)");
                    s.update(
                            "insert into copy select * from audit_entry where agency_id = ? and chain = 'main'",
                            Line.AGENCY);
                    assertThat(verify(s, "copy", Line.AGENCY, "main").whole()).isTrue();
                    assertThat(s.update(tampering)).isPositive();
                    return verify(s, "copy", Line.AGENCY, "main");
                });
    }

    /** A chain as it is at one moment, whatever the running product adds to it meanwhile. */
    static ChainReport verified(String agency, String chain) throws SQLException {
        return Database.superuser(
                s -> {
                    s.update(STANDING_STILL);
                    return verify(s, "audit_entry", agency, chain);
                });
    }

    private static ChainReport verify(Database.Session s, String table, String agency, String chain)
            throws SQLException {
        var verifier = new ChainVerifier(agency, chain);
        entries(s, table, agency, chain).forEach(verifier::next);
        var head =
                s.rows(
                                "select sequence, encode(hash, 'hex') from chain_head where agency_id = ? and chain = ?",
                                agency,
                                chain)
                        .get(0);
        return verifier.report(((Number) head.get(0)).longValue(), (String) head.get(1));
    }

    private static List<AuditEntry> entries(
            Database.Session s, String table, String agency, String chain) throws SQLException {
        var entries = new ArrayList<AuditEntry>();
        for (var row :
                s.rows(
                        """
                        select sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action,
                               subject_type, subject_id, detail, encode(previous_hash, 'hex'), encode(hash, 'hex')
                        from %s where agency_id = ? and chain = ? order by sequence"""
                                .formatted(table),
                        agency,
                        chain)) {
            entries.add(
                    new AuditEntry(
                            ((Number) row.get(0)).longValue(),
                            Instant.parse((String) row.get(1)),
                            (String) row.get(2),
                            (String) row.get(2),
                            (String) row.get(3),
                            (String) row.get(4),
                            (String) row.get(5),
                            (String) row.get(6),
                            (String) row.get(7),
                            (String) row.get(8)));
        }
        return entries;
    }
}
