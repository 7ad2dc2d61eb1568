package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who says which sign-in an action asks for, and what it takes to ask for less; by SQL. */
class ActionsBySqlIT {

    private String boss;
    private Line line;

    @BeforeEach
    void anAgencyWithAnOwner() throws SQLException {
        Line.provision();
        line = Line.withPeople(Line.AGENCY);
        boss = "boss-" + UUID.randomUUID().toString().substring(0, 18);
        Database.as(
                Line.AGENCY,
                "job:test",
                s -> Line.person(s, boss, "AGENCY", "{agency_owner}", true));
        Database.superuser(
                s -> s.update("delete from action_strength where agency_id = ?", Line.AGENCY));
    }

    @Test
    void onlyTheOwnerSaysSo() {
        for (String person : List.of(line.colleague, line.author, line.approver, line.owner)) {
            Refusal.by(
                    Refusal.GATE,
                    "actions.refused.not_owner",
                    () -> as(person, "passkey", s -> guard(s, "LIFT", "password")));
        }
    }

    @Test
    void askingForMoreThanOneHasShownIsRefused() {
        Refusal.by(
                Refusal.GATE,
                "actions.refused.weak_sign_in",
                () -> as(boss, "password", s -> guard(s, "LIFT", "otp")));
    }

    @Test
    void askingForLessTakesWhatWasAskedFor() throws SQLException {
        as(boss, "passkey", s -> guard(s, "LIFT", "passkey"));
        for (String weak : List.of("otp", "password", "mail", "", "nonsense")) {
            Refusal.by(
                    Refusal.GATE,
                    "actions.refused.weak_sign_in",
                    () -> as(boss, weak, s -> guard(s, "LIFT", "mail")));
        }

        as(boss, "passkey", s -> guard(s, "LIFT", "mail"));

        assertThat(
                        rows(
                                boss,
                                "select action, least, set_by from action_strength where action = 'LIFT'"))
                .containsExactly(List.of("LIFT", "mail", boss));
        assertThat(
                        rows(
                                boss,
                                """
                                                select detail::json ->> 'from', detail::json ->> 'to' from audit_entry
                                                where action = 'actions.guarded' and actor = bound_person() order by sequence"""))
                .containsExactly(List.of("mail", "passkey"), List.of("passkey", "mail"));
    }

    @Test
    void noWayRoundTheTrigger() throws SQLException {
        as(boss, "passkey", s -> guard(s, "DATA", "passkey"));

        Refusal.by(
                Refusal.PRIVILEGE,
                "action_strength",
                () -> as(boss, "passkey", s -> s.update("delete from action_strength")));
        Refusal.by(
                Refusal.PRIVILEGE,
                "action_strength",
                () ->
                        as(
                                boss,
                                "passkey",
                                s -> s.update("update action_strength set action = 'LIFT'")));
        assertThat(
                        Database.<Integer>as(
                                Line.RIVAL,
                                "job:test",
                                s -> s.update("update action_strength set least = 'mail'")))
                .isZero();
    }

    @Test
    void whereSomebodyIsSignedInIsTheirsAlone() throws SQLException {
        String session = UUID.randomUUID().toString();
        as(
                line.author,
                "password",
                s ->
                        s.update(
                                "insert into sign_in_place (session_id, browser) values (?, 'Firefox, Linux')",
                                session));

        String sql = "select session_id from sign_in_place where session_id = '" + session + "'";
        assertThat(rows(line.author, sql)).hasSize(1);
        for (String person : List.of(boss, line.colleague, line.approver, line.owner)) {
            assertThat(rows(person, sql)).as(person).isEmpty();
        }
        assertThat(Database.<List<List<Object>>>as(Line.RIVAL, "job:test", s -> s.rows(sql)))
                .isEmpty();
        Refusal.by(
                Refusal.PRIVILEGE,
                "sign_in_place",
                () ->
                        as(
                                line.author,
                                "mail",
                                s -> s.update("update sign_in_place set browser = ''")));
    }

    @Test
    void placesOfSessionsThatAreLongOverGo() throws SQLException {
        String old = UUID.randomUUID().toString();
        Database.superuser(
                s -> {
                    s.update("alter table sign_in_place disable trigger user");
                    s.update(
                            """
                            insert into sign_in_place (agency_id, session_id, person_id, browser, begun_at)
                            values (?, ?, ?, '', db_now() - interval '62 days')""",
                            Line.AGENCY,
                            old,
                            line.author);
                    return s.update("alter table sign_in_place enable trigger user");
                });

        as(
                line.colleague,
                "mail",
                s ->
                        s.update(
                                "insert into sign_in_place (session_id, browser) values (?, '')",
                                UUID.randomUUID().toString()));

        assertThat(
                        rows(
                                line.author,
                                "select 1 from sign_in_place where session_id = '" + old + "'"))
                .isEmpty();
    }

    private static List<List<Object>> rows(String person, String sql) throws SQLException {
        return Database.as(Line.AGENCY, person, s -> s.rows(sql));
    }

    private static int guard(Session session, String action, String least) throws SQLException {
        return session.update(
                """
                insert into action_strength (action, least) values (?, ?)
                on conflict (agency_id, action) do update set least = excluded.least""",
                action,
                least);
    }

    private static <T> T as(String person, String acr, Database.Work<T> work) throws SQLException {
        return Database.as(
                Line.AGENCY,
                person,
                s -> {
                    s.rows("select set_config('app.acr', ?, true)", acr);
                    return work.in(s);
                });
    }
}
