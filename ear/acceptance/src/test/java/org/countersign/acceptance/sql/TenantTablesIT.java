package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Gate G2: no agency sees or changes another's rows, table by table as the catalogue lists them.
 */
class TenantTablesIT {

    /** Reviewed: ids, hosts and instants only, or nothing of an agency at all. */
    private static final Set<String> UNTENANTED =
            Set.of(
                    "agency_host",
                    "due",
                    "clock_shift",
                    "erasing",
                    "flyway_schema_history",
                    // names of tables and columns
                    "sealed_column",
                    // facts of networks, and counts by account or app; the application reads
                    // neither
                    "budget_limit",
                    "app_budget",
                    // kinds and bounds; names of tables and columns
                    "retention_kind",
                    "personal_data");

    /** Bytes that are what they are; every other column of bytes is sealed and on the list. */
    private static final Set<String> PLAIN_BYTES =
            Set.of(
                    // shown to anybody
                    "agency.logo",
                    "agency_export.manifest",
                    "agency_export_part.bytes",
                    "agency_key.public_key",
                    "asset.bytes",
                    "asset_rights.sha256",
                    "assignment_terms.digest",
                    "assignment_decision.digest",
                    "asset.sha256",
                    "audit_entry.canonical",
                    "audit_entry.hash",
                    "audit_entry.previous_hash",
                    "audit_text.digest",
                    "audit_text.salt",
                    "chain_head.hash",
                    "consent_answer.digest",
                    "consent_text.digest",
                    "decision_variant.digest",
                    // of a code that nobody keeps
                    "mail_change.code_hash",
                    "idempotent_request.request_digest",
                    "personal_export.archive",
                    "personal_export.digest",
                    "publication.digest",
                    "revision.digest",
                    "screening.digest",
                    "screening.policy_digest",
                    "variant.canonical",
                    "variant.digest",
                    "variant_asset.sha256");

    /** Only the operator's tenant has rows there, by constraint or by what they refer to. */
    private static final List<String> OPERATORS =
            List.of(
                    "provisioned_agency",
                    "agency_task",
                    "agency_step",
                    "agency_export",
                    "agency_export_part",
                    "erasure");

    private static Line rival;

    @BeforeAll
    static void aRivalWithARowInEveryTable() throws SQLException {
        Line.provision();
        Line.scheduled(Line.AGENCY);
        rival = Line.everywhere(Line.RIVAL);
    }

    @Test
    void everyTableButTheReviewedOnesForcesRowLevelSecurity() throws SQLException {
        var unforced =
                Database.superuser(
                        s ->
                                s.texts(
                                        """
                                        select relname from pg_class
                                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'f')
                                          and not (relrowsecurity and relforcerowsecurity)"""));
        assertThat(unforced).containsExactlyInAnyOrderElementsOf(UNTENANTED);
    }

    /** Reach inside the agency: a new table has a policy of reach, or is put on this list. */
    @Test
    void everyTableButTheReviewedOnesIsCutToReach() throws SQLException {
        var open =
                Database.superuser(
                        s ->
                                s.texts(
                                        """
                                        select relname from pg_class c
                                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity
                                          and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive
                                                             and 'countersign_app'::regrole = any (p.polroles))"""));
        assertThat(open)
                .as("tables of the agency as a whole, without a client's things in them")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        Stream.of(
                                                "agency",
                                                "agency_key",
                                                "api_quota",
                                                "chain_head",
                                                "audit_note",
                                                "revocation",
                                                "network_app",
                                                "consent_version",
                                                "consent_text",
                                                "retention_period",
                                                "action_strength"),
                                        OPERATORS.stream())
                                .toList());
    }

    @Test
    void everyViewLooksWithItsCallersEyes() throws SQLException {
        var blind =
                Database.superuser(
                        s ->
                                s.texts(
                                        """
                                        select relname from pg_class
                                        where relnamespace = 'public'::regnamespace and relkind = 'v'
                                          and not coalesce('security_invoker=true' = any (reloptions), false)"""));
        assertThat(blind).isEmpty();
    }

    @Test
    void theApplicationsRoleOwnsNothingAndEmptiesNothing() throws SQLException {
        assertThat(
                        Database.<List<String>>superuser(
                                s ->
                                        s.texts(
                                                """
                                                select relname from pg_class
                                                where relowner = 'countersign_app'::regrole
                                                   or (relnamespace = 'public'::regnamespace and relkind = 'r'
                                                       and has_table_privilege('countersign_app', oid, 'TRUNCATE, TRIGGER'))
                                                union all
                                                select rolname from pg_roles
                                                where rolname = 'countersign_app'
                                                  and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole)
                                                union all
                                                select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
                                                where m.member = 'countersign_app'::regrole""")))
                .isEmpty();
    }

    @Test
    void theOwnersFunctionsThatItMayCallAreReviewed() throws SQLException {
        var callable =
                Database.superuser(
                        s ->
                                s.texts(
                                        """
                                        select proname from pg_proc
                                        where pronamespace = 'public'::regnamespace and prosecdef
                                          and prorettype <> 'trigger'::regtype
                                          and has_function_privilege('countersign_app', oid, 'EXECUTE')"""));
        assertThat(callable)
                .containsExactlyInAnyOrder(
                        "db_now",
                        "claim_due",
                        "approval_complete",
                        "may_start",
                        "keep_claim",
                        "sweep_revocations",
                        // names of columns
                        "archive_columns",
                        // the operator's; each asks whether an active operator is bound
                        "provision_agency",
                        "set_agency_state",
                        "move_agency",
                        "set_legal_hold",
                        "erase_agency",
                        "agency_facts",
                        "installation_backlog",
                        "identity_troubles",
                        "tell_keycloak_again",
                        "operator_app_use",
                        "operator_app_budgets",
                        "set_operator_app_budget",
                        "retire_operator_app",
                        // what the books say of one person, for the adapter
                        "standing",
                        "service_scopes",
                        // what the bound person reaches: ids and yes or no, asked by policies
                        "bound_side",
                        "bound_vendor",
                        "reaches_all",
                        "reach_clients",
                        "reach_assigned",
                        "is_colleague",
                        "was_submitted",
                        // whether an answer kept for the bound person is still theirs to hear
                        "is_still_told",
                        // secrets of the bound agency under an older key, and their new seal
                        "sealed_with_other",
                        "reseal",
                        // room for one more request, or when
                        "take_budget",
                        // yes or no, and why, of the bound person
                        "bound_has_role",
                        "bound_keeps_vendor",
                        "may_erase",
                        "erasure_waits_for",
                        // for the daily run alone
                        "sweep",
                        "swept_until_tomorrow",
                        // what the bound person of a vendor may work on now
                        "open_assignments",
                        // whose an address is, whom a client's owners are reached at, whether
                        // somebody belongs anywhere: for whoever invites, ends and mails
                        "person_of_mail",
                        "client_owners",
                        "client_label",
                        "belongs_somewhere");
        assertThat(
                        Database.<List<String>>superuser(
                                s ->
                                        s.texts(
                                                """
                                                select proname from pg_proc
                                                where pronamespace = 'public'::regnamespace and prosecdef
                                                  and not exists (select from unnest(proconfig) c
                                                                   where c like 'search_path=%pg_temp')""")))
                .as("owner's functions without a pinned search path")
                .isEmpty();
    }

    @Test
    void everyColumnOfBytesIsSealedOrReviewed() throws SQLException {
        List<String> sealed =
                Database.superuser(
                        s -> s.texts("select table_name || '.' || column_name from sealed_column"));
        List<String> all =
                Database.superuser(
                        s ->
                                s.texts(
                                        """
                                        select c.relname || '.' || a.attname from pg_class c
                                        join pg_attribute a on a.attrelid = c.oid
                                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                                          and a.atttypid = 'bytea'::regtype and a.attnum > 0 and not a.attisdropped"""));
        var expected = new ArrayList<>(sealed);
        expected.addAll(PLAIN_BYTES);
        assertThat(all)
                .as(
                        "a new column of sealed bytes calls sealed_column, a plain one is reviewed here")
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @TestFactory
    List<DynamicTest> anotherAgencysRowsDoNotExist() throws SQLException {
        var tests = new ArrayList<DynamicTest>();
        for (String table : tenantTables()) {
            tests.add(DynamicTest.dynamicTest(table, () -> hidden(table)));
        }
        assertThat(tests).hasSizeGreaterThan(25);
        return tests;
    }

    private static void hidden(String table) throws SQLException {
        long theirs =
                Database.superuser(
                        s ->
                                s.number(
                                        "select count(*) from " + table + " where agency_id = ?",
                                        Line.RIVAL));
        // notes become entries at commit; there is never one to read
        if (!table.equals("audit_note") && !OPERATORS.contains(table)) {
            assertThat(theirs).as("rows of the rival, else this proves nothing").isPositive();
        }
        boolean readable =
                Database.superuser(
                                s ->
                                        s.text(
                                                "select has_table_privilege('countersign_app', ?, 'SELECT')",
                                                table))
                        .startsWith("t");
        if (readable) {
            assertThat(Database.<Long>as(Line.AGENCY, "job:test", s -> foreign(s, table))).isZero();
            assertThat(Database.<Long>unbound(s -> s.number("select count(*) from " + table)))
                    .isZero();
            assertThat(Database.<Long>as("", "", s -> s.number("select count(*) from " + table)))
                    .isZero();
            assertThat(
                            Database.<Long>as(
                                    "nosuchagency",
                                    "job:test",
                                    s -> s.number("select count(*) from " + table)))
                    .isZero();
        }
        changesNothing("delete from " + table + " where agency_id = 'rivals'");
        changesNothing("update " + table + " set agency_id = agency_id where agency_id = 'rivals'");
        assertThatThrownBy(
                        () ->
                                Database.as(
                                        Line.AGENCY,
                                        "job:test",
                                        s ->
                                                s.update(
                                                        "insert into "
                                                                + table
                                                                + " (agency_id) values ('rivals')")))
                .isInstanceOf(SQLException.class);
        assertThat(
                        Database.<Long>superuser(
                                s ->
                                        s.number(
                                                "select count(*) from "
                                                        + table
                                                        + " where agency_id = ?",
                                                Line.RIVAL)))
                .isEqualTo(theirs);
    }

    @Test
    void viewsShowOwnRowsOnly() throws SQLException {
        for (String view :
                Database.superuser(
                        s ->
                                s.texts(
                                        """
                                        select relname from pg_class
                                        where relnamespace = 'public'::regnamespace and relkind = 'v'"""))) {
            assertThat(
                            Database.<Long>superuser(
                                    s ->
                                            s.number(
                                                    "select count(*) from "
                                                            + view
                                                            + " where agency_id = 'rivals'")))
                    .isPositive();
            assertThat(Database.<Long>as(Line.AGENCY, "job:test", s -> foreign(s, view))).isZero();
            assertThat(Database.<Long>unbound(s -> s.number("select count(*) from " + view)))
                    .isZero();
        }
    }

    @Test
    void rowsAreNotWrittenForAnotherAgency() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.PRIVILEGE,
                "row-level security policy",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                """
                                                insert into client (agency_id, id, alias, name)
                                                values ('rivals', ?, 'planted', 'Planted')""",
                                                UUID.randomUUID())));
        Refusal.by(
                Refusal.PRIVILEGE,
                "row-level security policy",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                "update client set agency_id = 'rivals' where id = ?",
                                                line.client)));
    }

    @Test
    void aForeignIdIsNoReference() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.FOREIGN_KEY,
                "brand",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                """
                                                insert into brand (id, client_id, name, initials, colour, zone, languages)
                                                values (?, ?, 'x', 'x', 1, 'UTC', 'en')""",
                                                UUID.randomUUID(),
                                                rival.client)));
    }

    private static void changesNothing(String attempt) {
        try {
            assertThat(Database.<Integer>as(Line.AGENCY, "job:test", s -> s.update(attempt)))
                    .isZero();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isIn(Refusal.PRIVILEGE, Refusal.GROWS);
        }
    }

    private static long foreign(Database.Session s, String table) throws SQLException {
        return s.number(
                "select count(*) from " + table + " where agency_id is distinct from 'gates'");
    }

    private static Set<String> tenantTables() throws SQLException {
        List<String> names =
                Database.superuser(
                        s ->
                                s.texts(
                                        """
                                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                                        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                                          and a.attname = 'agency_id' and c.relforcerowsecurity"""));
        return new TreeSet<>(names);
    }
}
