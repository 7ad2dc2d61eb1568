package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasure, consents and retention, tried as the application's role. */
class PrivacyBySqlIT {

    private Line line;

    @BeforeAll
    static void agencies() throws SQLException {
        Line.provision();
    }

    @BeforeEach
    void aClientWithAnOwnerOfTheAgency() throws SQLException {
        line = Line.submitted(Line.AGENCY);
        line.as("job:test", s -> Line.person(s, line.keeper, "AGENCY", "{agency_owner}", true));
    }

    // ---- erasure ----

    @Test
    void whoHoldsARoleOrAMandateIsNotErased() {
        gate("erasure.refused.role", line.keeper, s -> erase(s, line.author, false));
        gate("erasure.refused.mandate", line.keeper, s -> erase(s, line.approver, false));
    }

    @Test
    void nobodyErasesWhomTheyDoNotAnswerFor() throws SQLException {
        ended(line.author);
        var other = Line.withPeople(Line.AGENCY);
        for (String somebody : List.of(line.colleague, line.lawyer, line.owner, line.author)) {
            gate("erasure.refused.not_yours", somebody, s -> erase(s, line.author, false));
        }
        line.as(
                line.owner,
                s -> {
                    line.mandate(s, line.viewer, "VIEWER");
                    return s.update(
                            "update mandate set ended_at = db_now() where person_id = ?",
                            line.viewer);
                });
        gate("erasure.refused.not_yours", other.owner, s -> erase(s, line.viewer, false));
        line.as(line.owner, s -> erase(s, line.viewer, false));
    }

    @Test
    void aLegalHoldStandsAgainstIt() throws SQLException {
        ended(line.author);
        gate("erasure_hold.refused.not_yours", line.colleague, s -> hold(s, line.author));
        line.as(line.lawyer, s -> hold(s, line.author));
        gate("erasure.refused.legal_hold", line.keeper, s -> erase(s, line.author, false));
        line.as(
                line.keeper,
                s ->
                        s.update(
                                "update erasure_hold set ended_at = db_now() where person_id = ?",
                                line.author));
        line.as(line.keeper, s -> erase(s, line.author, false));
        gate("erasure.refused.done", line.keeper, s -> erase(s, line.author, false));
    }

    /** Name and mail are nowhere any more; what shows the client's consent, and the chain, hold. */
    @Test
    void erasureLeavesEvidenceAndNoPerson() throws SQLException {
        String name = "Quirina " + UUID.randomUUID();
        String mail = "quirina." + UUID.randomUUID() + "@erase.test";
        line.as(
                line.approver,
                s -> {
                    s.update(
                            """
                            insert into decision (id, submission_id, stage_position, kind, comment, decided_by, decided_at)
                            values (?, ?, 1::smallint, 'REQUEST_CHANGES', 'Ask my doctor', '', now())""",
                            line.decision,
                            line.submission);
                    return s.update(
                            "insert into decision_variant (decision_id, channel_id, digest) values (?, ?, ?)",
                            line.decision,
                            line.channel,
                            line.digest);
                });
        line.as(
                "job:test",
                s -> {
                    s.update(
                            "update person set name = ?, mail = ? where id = ?",
                            name,
                            mail,
                            line.approver);
                    return s.update(
                            "insert into outbox (id, kind, payload, state) values (?, 'mail', ?, 'SENT')",
                            UUID.randomUUID(),
                            "{\"to\":\""
                                    + mail.toUpperCase(Locale.ROOT)
                                    + "\",\"text\":\"To "
                                    + name
                                    + "\"}");
                });
        line.as(
                line.owner,
                s ->
                        s.update(
                                "update mandate set ended_at = db_now() where person_id = ?",
                                line.approver));

        line.as(line.keeper, s -> erase(s, line.approver, true));

        var left = columnsThatHold(name, mail);
        assertThat(left).isEmpty();
        assertThat(
                        Database.<List<List<Object>>>superuser(
                                s ->
                                        s.rows(
                                                """
                                                select p.name like 'Erased person _%', p.mail, p.active, d.kind, d.comment
                                                from person p join decision d on d.agency_id = p.agency_id and d.decided_by = p.id
                                                where p.id = ?""",
                                                line.approver)))
                .containsExactly(List.of(true, "", false, "REQUEST_CHANGES", ""));
        assertThat(ChainIT.verified(Line.AGENCY, "main").whole()).isTrue();
    }

    @Test
    void nothingElseOfADecisionEverChanges() throws SQLException {
        line.as(
                line.approver,
                s -> {
                    line.decide(s, line.decision, 1, "APPROVE");
                    return line.state(s, "APPROVED");
                });
        for (String change :
                List.of(
                        "update decision set comment = '' where id = ?",
                        "update decision set kind = 'REJECT' where id = ?",
                        "delete from decision where id = ?")) {
            Refusal.by(
                    Refusal.GROWS,
                    "decision",
                    () -> Database.superuser(s -> s.update(change, line.decision)));
        }
    }

    @Test
    void theApplicationFinishesNoErasureByItself() throws SQLException {
        ended(line.author);
        UUID erasure = UUID.randomUUID();
        line.as(
                line.keeper,
                s ->
                        s.update(
                                "insert into person_erasure (id, person_id, words) values (?, ?, false)",
                                erasure,
                                line.author));
        gate(
                "erasure.refused.not_the_job",
                line.keeper,
                s -> s.update("update person_erasure set state = 'DONE' where id = ?", erasure));
    }

    // ---- exports ----

    @Test
    void onlyThePersonAndTheAgencysOwnerAskForTheData() throws SQLException {
        gate("export.refused.not_owner", line.colleague, s -> export(s, line.author));
        gate("export.refused.not_owner", line.owner, s -> export(s, line.approver));
        line.as(line.author, s -> export(s, line.author));
        line.as(line.keeper, s -> export(s, line.approver));
        for (String stranger : List.of(line.colleague, line.lawyer, line.owner)) {
            assertThat(
                            line.<Long>as(
                                    stranger,
                                    s ->
                                            s.number(
                                                    "select count(*) from personal_export where person_id in (?, ?)",
                                                    line.author,
                                                    line.approver)))
                    .isZero();
        }
    }

    // ---- consents ----

    @Test
    void aTextIsPublishedByTheOwnerWholeAndForGood() throws SQLException {
        gate("consent.refused.not_owner", line.lawyer, s -> Line.publish(s, "RECORDING", "INFORM"));
        gate(
                "consent.refused.languages",
                line.keeper,
                s ->
                        s.update(
                                """
                                insert into consent_version (id, kind, mode, effective_from)
                                values (?, 'RECORDING', 'INFORM', db_now())""",
                                UUID.randomUUID()));
        UUID version = line.as(line.keeper, s -> Line.publish(s, "RECORDING", "INFORM"));
        gate(
                "consent.refused.published",
                line.keeper,
                s ->
                        s.update(
                                "insert into consent_text (version_id, language, title, body) values (?, 'en', 'x', 'x')",
                                version));
        Refusal.by(
                Refusal.GROWS,
                "consent_text",
                () ->
                        Database.superuser(
                                s ->
                                        s.update(
                                                "update consent_text set body = 'other' where version_id = ?",
                                                version)));
        Refusal.by(
                Refusal.CHECK,
                "consent_version_free_ck",
                () -> line.as(line.keeper, s -> Line.publish(s, "MARKETING", "REQUIRE")));
    }

    @Test
    void anAnswerIsOnesOwnAndToTheTextThatWasShown() throws SQLException {
        UUID version = line.as(line.keeper, s -> Line.publish(s, "MARKETING", "ASK"));
        gate(
                "consent.refused.other_text",
                line.author,
                s ->
                        s.update(
                                """
                                insert into consent_answer (id, version_id, language, digest, answer)
                                values (?, ?, 'en', sha256('other'), 'ACCEPTED')""",
                                UUID.randomUUID(),
                                version));
        gate(
                "consent.refused.nothing_given",
                line.author,
                s -> Line.answer(s, version, "en", "WITHDRAWN"));
        line.as(line.author, s -> Line.answer(s, version, "en", "ACCEPTED"));
        line.as(line.author, s -> Line.answer(s, version, "en", "WITHDRAWN"));
        assertThat(
                        line.<List<String>>as(
                                line.author,
                                s ->
                                        s.texts(
                                                "select person_id from consent_answer where version_id = ?",
                                                version)))
                .containsExactly(line.author, line.author);
    }

    /** Rolled back with everything else, so that nobody else's decisions wait for it. */
    @Test
    void aRequiredTextStopsDecisionsUntilItIsAccepted() throws SQLException {
        gate(
                "decision.refused.consent",
                line.keeper,
                s -> {
                    Line.publish(s, "TERMS", "REQUIRE");
                    s.person(line.approver);
                    return line.decide(s, line.decision, 1, "APPROVE");
                });
        Database.atAnotherTime(
                "0 days",
                Line.AGENCY,
                line.keeper,
                s -> {
                    UUID version = Line.publish(s, "TERMS", "REQUIRE");
                    s.person(line.approver);
                    Line.answer(s, version, "de", "ACCEPTED");
                    line.decide(s, line.decision, 1, "APPROVE");
                    return line.state(s, "APPROVED");
                });
    }

    // ---- retention ----

    @Test
    void onlyTheOwnerSetsPeriodsAndOnlyWithinTheBounds() {
        for (String somebody : List.of(line.lawyer, line.author, line.owner)) {
            gate("retention.refused.not_owner", somebody, s -> period(s, 30));
        }
        gate("retention.refused.bounds", line.keeper, s -> period(s, 6));
        gate("retention.refused.bounds", line.keeper, s -> period(s, 91));
    }

    @Test
    void whatIsOverGoesAndEvidenceStays() throws SQLException {
        line.as(
                line.author,
                s -> {
                    s.update(
                            "insert into outbox (id, kind, payload, state) values (?, 'mail', '{}', 'SENT')",
                            line.client);
                    return s.update(
                            """
                            insert into screening (id, channel_id, digest, policy_digest, engine, verdict, findings)
                            values (?, ?, sha256('never submitted'), sha256(''), 'test', 'PASS', '[]')""",
                            UUID.randomUUID(),
                            line.channel);
                });
        Database.<Integer>atAnotherTime(
                "40 days",
                Line.AGENCY,
                "job:retention",
                s -> {
                    sweepAll(s, "SENT_MAIL");
                    sweepAll(s, "UNUSED_SCREENING");
                    assertThat(mails(s)).isZero();
                    assertThat(screenings(s)).isEqualTo(2);
                    return 0;
                });
        Database.<Integer>atAnotherTime(
                "200 days",
                Line.AGENCY,
                "job:retention",
                s -> {
                    sweepAll(s, "UNUSED_SCREENING");
                    assertThat(screenings(s)).as("that of what was submitted").isEqualTo(1);
                    return 0;
                });
        assertThat(line.<Long>as("job:test", this::mails)).as("not yet over").isEqualTo(1);
    }

    @Test
    void nobodyElseSweeps() {
        for (String somebody : List.of(line.keeper, line.author, "job:mail")) {
            gate(
                    "retention.refused.not_the_job",
                    somebody,
                    s -> s.number("select sweep('SENT_MAIL')"));
        }
        Refusal.by(
                Refusal.PRIVILEGE,
                "outbox",
                () -> line.as("job:retention", s -> s.update("delete from outbox")));
    }

    private static List<String> columnsThatHold(String name, String mail) throws SQLException {
        return Database.superuser(
                s -> {
                    var found = new ArrayList<String>();
                    for (var column :
                            s.rows(
                                    """
                                    select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                                    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                                      and a.atttypid = 'text'::regtype and a.attnum > 0 and not a.attisdropped""")) {
                        String sql =
                                "select count(*) from %s where strpos(lower(%s), ?) + strpos(lower(%s), ?) > 0"
                                        .formatted(column.get(0), column.get(1), column.get(1));
                        if (s.number(sql, name.toLowerCase(Locale.ROOT), mail) > 0) {
                            found.add(column.toString());
                        }
                    }
                    return found;
                });
    }

    private void sweepAll(Session s, String kind) throws SQLException {
        long rounds = 0;
        while (s.number("select sweep(?)", kind) > 0) {
            assertThat(++rounds).isLessThan(1000);
        }
    }

    private long mails(Session s) throws SQLException {
        return s.number("select count(*) from outbox where id = ?", line.client);
    }

    private long screenings(Session s) throws SQLException {
        return s.number("select count(*) from screening where channel_id = ?", line.channel);
    }

    private static int period(Session s, int days) throws SQLException {
        return s.update(
                """
                insert into retention_period (kind, days) values ('SENT_MAIL', ?)
                on conflict (agency_id, kind) do update set days = excluded.days""",
                days);
    }

    private static int erase(Session s, String person, boolean words) throws SQLException {
        return s.update(
                "insert into person_erasure (id, person_id, words) values (?, ?, ?)",
                UUID.randomUUID(),
                person,
                words);
    }

    private static int hold(Session s, String person) throws SQLException {
        return s.update(
                "insert into erasure_hold (id, person_id, reason) values (?, ?, 'a law suit')",
                UUID.randomUUID(),
                person);
    }

    private static int export(Session s, String person) throws SQLException {
        return s.update(
                "insert into personal_export (id, person_id, language) values (?, ?, 'en')",
                UUID.randomUUID(),
                person);
    }

    private void ended(String person) throws SQLException {
        line.as("job:test", s -> s.update("update person set active = false where id = ?", person));
    }

    private void gate(String key, String person, Database.Work<?> attempt) {
        Refusal.by(Refusal.GATE, key, () -> line.as(person, attempt));
    }
}
