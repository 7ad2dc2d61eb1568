package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the application's role can do to agencies by SQL of its own: nothing unless an active
 * operator is bound, and then in the right order only.
 */
class OperatorBySqlIT {

    private static final String TENANT = "operator";
    private static final String REFUSED = "operator.refused.";

    private static String olga;

    @BeforeAll
    static void findTheOperator() throws SQLException {
        Line.provision();
        olga = Product.demo().getJsonObject("operator").getString("id");
    }

    // ---- who ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select provision_agency('forged', 'Forged', 'forged.localhost', 'http://localhost:1/realms/forged')",
                "select set_agency_state('rivals', 'SUSPENDED')",
                "select move_agency('rivals', 'elsewhere.localhost')",
                "select set_legal_hold('rivals', 'because')",
                "select agency_facts('rivals')",
                "select installation_backlog()",
                "select identity_troubles('rivals')",
                "select tell_keycloak_again('rivals')",
                "select operator_app_use()",
                "select retire_operator_app(gen_random_uuid(), 1)",
                "select operator_app_budgets(gen_random_uuid())",
                "select set_operator_app_budget(gen_random_uuid(), 3600, 1)",
                "select erase_agency(gen_random_uuid())"
            })
    void nobodyButAnOperatorComesFar(String call) throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        String owner = ownerOf(line);
        for (var who :
                List.of(
                        new String[] {Line.AGENCY, owner},
                        new String[] {Line.AGENCY, olga},
                        new String[] {Line.AGENCY, "job:provisioning"},
                        new String[] {TENANT, owner},
                        new String[] {TENANT, "job:provisioning"},
                        new String[] {TENANT, ""},
                        new String[] {"", olga})) {
            Refusal.by(
                    Refusal.GATE,
                    REFUSED + "not_operator",
                    () -> Database.as(who[0], who[1], s -> s.rows(call)));
        }
        Refusal.by(
                Refusal.GATE, REFUSED + "not_operator", () -> Database.unbound(s -> s.rows(call)));
    }

    @Test
    void anOperatorWhoseAccessEndedIsNone() throws SQLException {
        String gone = UUID.randomUUID().toString();
        Database.as(
                TENANT,
                olga,
                s ->
                        s.update(
                                """
                                insert into person (id, name, mail, side, roles, active)
                                values (?, 'Gone', 'gone@operator.test', 'OPERATOR', '{operator}', false)""",
                                gone));
        Refusal.by(
                Refusal.GATE,
                REFUSED + "not_operator",
                () -> Database.as(TENANT, gone, s -> s.rows("select agency_facts('rivals')")));
    }

    @Test
    void onlyAnOperatorNamesOperators() throws SQLException {
        String add =
                """
                insert into person (id, name, mail, side, roles)
                values ('intruder', 'Intruder', 'x@x.test', 'OPERATOR', '{operator}')""";
        Refusal.by(
                Refusal.GATE,
                REFUSED + "not_operator",
                () -> Database.as(TENANT, "job:demo", s -> s.update(add)));
        Refusal.by(
                Refusal.CHECK,
                "person_operator_ck",
                () -> Database.as(Line.AGENCY, "job:demo", s -> s.update(add)));
        Refusal.by(
                Refusal.CHECK,
                "person_operator_ck",
                () ->
                        Database.as(
                                Line.AGENCY,
                                "job:demo",
                                s ->
                                        s.update(
                                                """
                                                insert into person (id, name, mail, side, roles)
                                                values ('intruder', 'Intruder', 'x@x.test', 'AGENCY', '{operator}')""")));
    }

    @Test
    void theOperatorSeesNoRowOfAnAgency() throws SQLException {
        Line.everywhere(Line.RIVAL);
        for (String table : tables()) {
            if (readable(table)) {
                long foreign =
                        Database.as(
                                TENANT,
                                olga,
                                s ->
                                        s.number(
                                                "select count(*) from "
                                                        + table
                                                        + " where agency_id <> 'operator'"));
                assertThat(foreign).as(table).isZero();
            }
        }
    }

    // ---- suspended ----

    @Test
    void nothingGoesOutFromASuspendedAgency() throws SQLException {
        String slug = made();
        var line = Line.scheduled(slug);
        assertThat(held(line)).isFalse();

        Database.as(TENANT, olga, s -> s.rows("select set_agency_state(?, 'SUSPENDED')", slug));

        assertThat(held(line)).isTrue();
        Database.superuser(
                s ->
                        s.update(
                                "update due set due_at = now() - interval '1 hour' where agency_id = ?",
                                slug));
        assertThat(claimed("publication")).doesNotContain(slug);
        assertThat(claimed("outbox")).doesNotContain(slug);

        Database.as(TENANT, olga, s -> s.rows("select set_agency_state(?, 'ACTIVE')", slug));
        assertThat(held(line)).isFalse();
    }

    @Test
    void whatFellDueMeanwhileWaitsForAPerson() throws SQLException {
        String slug = made();
        var due = Line.scheduled(slug);
        var later = Line.scheduled(slug);
        var over = Line.scheduled(slug);
        var stopped = Line.scheduled(slug);
        Database.as(TENANT, olga, s -> s.rows("select set_agency_state(?, 'SUSPENDED')", slug));
        fellDue(due, "1 day");
        fellDue(over, "-1 minute");
        fellDue(stopped, "1 day");
        Database.superuser(
                s -> {
                    s.rows(
                            "select set_config('app.agency', ?, true), set_config('app.person', 'job:test', true)",
                            slug);
                    return s.update(
                            "update publication set state = 'HELD', failure = 'held' where id = ?",
                            stopped.publication);
                });

        Database.as(TENANT, olga, s -> s.rows("select set_agency_state(?, 'ACTIVE')", slug));

        assertThat(standing(due)).isEqualTo("HELD missed");
        assertThat(standing(stopped)).as("what the gate stopped").isEqualTo("HELD missed");
        assertThat(standing(later)).isEqualTo("SCHEDULED ");
        assertThat(standing(over)).as("the dispatcher's to end").startsWith("SCHEDULED");
        assertThat(
                        Database.<Long>superuser(
                                s ->
                                        s.number(
                                                "select count(*) from due where ref in (?, ?)",
                                                due.publication,
                                                stopped.publication)))
                .isZero();
        assertThat(entries(slug, due.publication.toString()))
                .contains("job:operator publication.held");
    }

    /** A new agency whose realm never came, as one whose realm was lost. */
    @Test
    void anAgencyWithoutARealmIsShownAtOnce() throws SQLException {
        String slug = made();
        var line = Line.withPeople(slug);
        line.engaged();
        String newcomer = UUID.randomUUID().toString();
        line.as(
                line.colleague,
                s ->
                        s.update(
                                """
                                insert into person (id, name, mail, side, vendor_id)
                                values (?, 'New', ? || '@x.test', 'VENDOR', ?)""",
                                newcomer,
                                newcomer,
                                line.company));
        String task =
                "select state || ' ' || attempts || ' ' || coalesce(failure, '') from identity_task where ref = ?";
        assertThat(
                        Waiting.until(
                                "told",
                                Duration.ofSeconds(60),
                                () -> text(slug, task, newcomer),
                                state -> !state.startsWith("WAITING")))
                .isEqualTo("FAILED 1 identity.refused.no_realm");
        assertThat(
                        Database.<String>as(
                                TENANT,
                                olga,
                                s ->
                                        s.text(
                                                "select string_agg(failure, ' ') from identity_troubles(?)",
                                                slug)))
                .contains("identity.refused.no_realm");
    }

    @Test
    void bothChainsTellOfASuspension() throws SQLException {
        String slug = made();
        Database.as(TENANT, olga, s -> s.rows("select set_agency_state(?, 'SUSPENDED')", slug));

        assertThat(entries(slug, slug)).contains("job:operator agency.suspended");
        assertThat(entries(TENANT, slug)).contains(olga + " agency.suspended");
        assertThat(
                        Database.<List<String>>as(
                                slug,
                                "job:test",
                                s -> s.texts("select kind from revocation where ref = ?", slug)))
                .containsExactly("agency");
    }

    @Test
    void statesGoInOrderAndTheOperatorsOwnTenantStays() throws SQLException {
        String slug = made();
        for (String call :
                List.of(
                        "select set_agency_state('" + slug + "', 'OFFBOARDED')",
                        "select set_agency_state('" + slug + "', 'PROVISIONING')",
                        "select set_agency_state('nosuchagency', 'SUSPENDED')",
                        "select set_agency_state('operator', 'SUSPENDED')",
                        "select move_agency('operator', 'x.localhost')")) {
            Refusal.by(
                    Refusal.GATE,
                    REFUSED + "state",
                    () -> Database.as(TENANT, olga, s -> s.rows(call)));
        }
    }

    @Test
    void noAgencyTakesAnothersHostOrName() throws SQLException {
        String slug = made();
        Refusal.by(
                Refusal.GATE,
                REFUSED + "host_taken",
                () ->
                        Database.as(
                                TENANT,
                                olga,
                                s -> s.rows("select move_agency(?, 'rivals.localhost')", slug)));
        Refusal.by(
                Refusal.GATE,
                REFUSED + "slug_taken",
                () ->
                        Database.as(
                                TENANT,
                                olga,
                                s ->
                                        s.rows(
                                                "select provision_agency('rivals', 'x', 'x.localhost', 'http://x')")));
        Refusal.by(
                Refusal.GATE,
                REFUSED + "host_taken",
                () ->
                        Database.as(
                                TENANT,
                                olga,
                                s ->
                                        s.rows(
                                                "select provision_agency('another', 'x', 'rivals.localhost', 'http://x')")));
    }

    // ---- erased ----

    @Test
    void erasingLeavesNothingOfTheAgencyAndEverythingOfTheOthers() throws SQLException {
        String slug = made();
        Line.everywhere(slug);
        Line.everywhere(Line.RIVAL);
        UUID task = leaving(slug);
        Map<String, Long> ofOthers = counts("agency_id not in ('operator', '" + slug + "')");
        assertThat(
                        counts("agency_id = '" + slug + "'").values().stream()
                                .filter(n -> n > 0)
                                .count())
                .isGreaterThan(25);

        Database.as(TENANT, olga, s -> s.rows("select erase_agency(?)", task));

        assertThat(counts("agency_id = '" + slug + "'").values()).containsOnly(0L);
        Map<String, Long> left = counts("agency_id not in ('operator', '" + slug + "')");
        // the product mails and notes for the others meanwhile, and takes nothing away
        for (String growing : List.of("audit_entry", "audit_text", "outbox")) {
            assertThat(left.remove(growing)).isGreaterThanOrEqualTo(ofOthers.remove(growing));
        }
        assertThat(left).isEqualTo(ofOthers);
        assertThat(
                        Database.<Long>superuser(
                                s ->
                                        s.number(
                                                "select count(*) from agency_host where agency_id = ?",
                                                slug)))
                .isZero();
        assertThat(
                        Database.<String>as(
                                TENANT,
                                olga,
                                s -> s.text("select rows from erasure where id = ?", task)))
                .contains("\"decision\": 1", "\"audit_entry\"");
        assertThat(entries(TENANT, slug)).contains(olga + " agency.erased");
    }

    @Test
    void nothingIsErasedBeforeItsTime() throws SQLException {
        String slug = made();
        UUID task = leaving(slug);
        UUID subject =
                UUID.fromString(
                        Database.as(
                                TENANT,
                                olga,
                                s ->
                                        s.text(
                                                "select id from provisioned_agency where slug = ?",
                                                slug)));
        refusesErasure(
                task,
                "legal_hold",
                "update provisioned_agency set legal_hold = 'a suit' where id = ?",
                subject);
        refusesErasure(
                task,
                "not_downloaded",
                "update agency_export set downloaded_at = null where subject_id = ?",
                subject);
        refusesErasure(
                task,
                "not_offboarded",
                "update agency_host set state = 'SUSPENDED' where agency_id = (select slug from provisioned_agency where id = ?)",
                subject);
        refusesErasure(
                task,
                "state",
                "update agency_task set state = 'FAILED' where subject_id = ? and kind = 'ERASE'",
                subject);
        assertThat(counts("agency_id = '" + slug + "'").get("agency")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from audit_entry",
                "insert into erasing values ('rivals', pg_current_xact_id())",
                "delete from provisioned_agency",
                "update provisioned_agency set legal_hold = null",
                "update provisioned_agency set erased_at = now()",
                "insert into erasure select * from erasure",
                "update agency_host set state = 'ACTIVE'",
                "update agency_key set public_key = public_key"
            })
    void anOperatorHasNoOtherWay(String attempt) throws SQLException {
        Refusal.by(Refusal.PRIVILEGE, "", () -> Database.as(TENANT, olga, s -> s.update(attempt)));
    }

    @Test
    void theSweepTakesOnlyWhatIsOver() throws SQLException {
        String over = UUID.randomUUID().toString();
        String holds = UUID.randomUUID().toString();
        Database.as(
                Line.RIVAL,
                "job:test",
                s -> {
                    s.update(
                            """
                            insert into revocation (kind, ref, not_before, expires_at)
                            values ('session', ?, now(), now() - interval '1 minute')""",
                            over);
                    return s.update(
                            """
                            insert into revocation (kind, ref, not_before, expires_at)
                            values ('session', ?, now(), now() + interval '1 hour')""",
                            holds);
                });

        assertThat(Database.<Long>unbound(s -> s.number("select sweep_revocations()")))
                .isPositive();

        assertThat(
                        Database.<List<String>>as(
                                Line.RIVAL,
                                "job:test",
                                s ->
                                        s.texts(
                                                "select ref from revocation where ref in (?, ?)",
                                                over,
                                                holds)))
                .containsExactly(holds);
    }

    // ---- help ----

    /** A fresh agency of the operator's books, open. */
    private static String made() throws SQLException {
        String slug = "t" + UUID.randomUUID().toString().substring(0, 12);
        Database.as(
                TENANT,
                olga,
                s -> {
                    s.update(
                            """
                            insert into provisioned_agency (id, slug, name, host, owner_id, owner_name, owner_mail)
                            values (?, ?, 'Agency of a test', ?, 'x', 'X', 'x@x.test')""",
                            UUID.randomUUID(),
                            slug,
                            slug + ".localhost");
                    s.rows(
                            "select provision_agency(?, 'Agency of a test', ?, ?)",
                            slug,
                            slug + ".localhost",
                            "http://localhost:1/realms/" + slug);
                    return s.rows("select set_agency_state(?, 'ACTIVE')", slug);
                });
        return slug;
    }

    /** Everything that must have happened before an erasure; its running task. */
    private static UUID leaving(String slug) throws SQLException {
        UUID export = UUID.randomUUID();
        UUID erase = UUID.randomUUID();
        Database.as(
                TENANT,
                olga,
                s -> {
                    s.rows("select set_agency_state(?, 'SUSPENDED')", slug);
                    s.rows("select set_agency_state(?, 'OFFBOARDED')", slug);
                    s.update(
                            """
                            insert into agency_task (id, subject_id, kind, state)
                            select ?, id, 'EXPORT', 'DONE' from provisioned_agency where slug = ?""",
                            export,
                            slug);
                    s.update(
                            """
                            insert into agency_export (id, subject_id, bytes, manifest, downloaded_at)
                            select ?, id, 1, sha256('x'), now() from provisioned_agency where slug = ?""",
                            export,
                            slug);
                    s.update(
                            "insert into agency_export_part (export_id, position, bytes) values (?, 1, 'x')",
                            export);
                    // already taken, so that the running product leaves it alone
                    s.update(
                            """
                            insert into agency_task (id, subject_id, kind, state)
                            select ?, id, 'ERASE', 'FAILED' from provisioned_agency where slug = ?""",
                            erase,
                            slug);
                    return 1;
                });
        Database.superuser(
                s -> {
                    s.update("alter table agency_task disable trigger agency_task_due");
                    s.update("update agency_task set state = 'RUNNING' where id = ?", erase);
                    return s.update("alter table agency_task enable trigger agency_task_due");
                });
        return erase;
    }

    /** Tried with one thing changed, in a transaction that never ends well. */
    private static void refusesErasure(UUID task, String why, String change, UUID subject) {
        Refusal.by(
                Refusal.GATE,
                REFUSED + why,
                () ->
                        Database.superuser(
                                s -> {
                                    s.update(change, subject);
                                    s.update("set local role countersign_app");
                                    s.rows(
                                            "select set_config('app.agency', 'operator', true), set_config('app.person', ?, true)",
                                            olga);
                                    return s.rows("select erase_agency(?)", task);
                                }));
    }

    private static boolean held(Line line) throws SQLException {
        return Database.<String>as(
                        line.agency,
                        "job:test",
                        s ->
                                s.text(
                                        "select publication_held(agency_id, id) from publication limit 1"))
                .startsWith("t");
    }

    /** Its moment has passed, and its window ends so far from now. */
    private static void fellDue(Line line, String ends) throws SQLException {
        Database.superuser(
                s -> {
                    s.rows(
                            "select set_config('app.agency', ?, true), set_config('app.person', 'job:test', true)",
                            line.agency);
                    return s.update(
                            """
                            update publication set window_from = now() - interval '2 hours', due_at = now() - interval '1 hour',
                                   window_to = now() + ?::interval where id = ?""",
                            ends,
                            line.publication);
                });
    }

    private static String standing(Line line) throws SQLException {
        return Database.as(
                line.agency,
                "job:test",
                s ->
                        s.text(
                                "select state || ' ' || coalesce(failure, '') from publication where id = ?",
                                line.publication));
    }

    private static String text(String agency, String sql, Object value) {
        try {
            return Database.as(agency, "job:test", s -> s.text(sql, value));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Agencies whose work would be handed out now; the claims are given back. */
    private static List<String> claimed(String kind) throws SQLException {
        try (var connection = Database.application()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery(
                                    "select agency_id from claim_due('" + kind + "', 100, 60)")) {
                var agencies = new java.util.ArrayList<String>();
                while (rows.next()) {
                    agencies.add(rows.getString(1));
                }
                return agencies;
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> entries(String chain, String subject) throws SQLException {
        return Database.as(
                chain,
                "job:test",
                s ->
                        s.texts(
                                """
                                select actor || ' ' || action from audit_entry
                                where subject_id = ? order by sequence""",
                                subject));
    }

    private static String ownerOf(Line line) throws SQLException {
        String owner = UUID.randomUUID().toString();
        line.as(
                "job:test",
                s ->
                        s.update(
                                """
                                insert into person (id, name, mail, side, roles)
                                values (?, 'Owner', ?, 'AGENCY', '{agency_owner}')""",
                                owner,
                                owner + "@x.test"));
        return owner;
    }

    private static Map<String, Long> counts(String where) throws SQLException {
        var counts = new TreeMap<String, Long>();
        for (String table : tables()) {
            counts.put(
                    table,
                    Database.superuser(
                            s -> s.number("select count(*) from " + table + " where " + where)));
        }
        return new HashMap<>(counts);
    }

    private static boolean readable(String table) throws SQLException {
        return Database.<String>superuser(
                        s ->
                                s.text(
                                        "select has_table_privilege('countersign_app', ?, 'SELECT')",
                                        table))
                .startsWith("t");
    }

    private static List<String> tables() throws SQLException {
        return Database.superuser(
                s ->
                        s.texts(
                                """
                                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                                  and a.attname = 'agency_id' and c.relforcerowsecurity order by 1"""));
    }
}
