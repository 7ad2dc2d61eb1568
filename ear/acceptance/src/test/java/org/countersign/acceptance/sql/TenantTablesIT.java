package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
            Set.of("agency_host", "due", "clock_shift", "flyway_schema_history");

    /** Notes become entries at commit; there is never one to read. */
    private static final Set<String> ALWAYS_EMPTY = Set.of("audit_note");

    private static Line rival;

    @BeforeAll
    static void aRivalWithARowInEveryTable() throws SQLException {
        Line.provision();
        Line.scheduled(Line.AGENCY);
        rival = Line.scheduled(Line.RIVAL);
        rival.as(rival.author, TenantTablesIT::everythingElse);
    }

    private static int everythingElse(Database.Session s) throws SQLException {
        byte[] picture = {1, 2, 3};
        s.update(
                """
                insert into asset (client_id, sha256, media_type, width, height, bytes)
                values (?, ?, 'image/png', 1, 1, ?) on conflict do nothing""",
                rival.client,
                Line.sha256(picture),
                picture);
        s.update(
                """
                insert into safety_rule (id, scope, scope_id, kind, pattern, action, title, rationale, created_by)
                values (?, 'BRAND', ?, 'PHRASE', 'secret plan', 'BLOCK', 'A rule', '', 'x')""",
                UUID.randomUUID(),
                rival.brand.toString());
        UUID hold = UUID.randomUUID();
        s.update(
                """
                insert into hold (id, scope, scope_id, reason, placed_by, placed_side, placed_at)
                values (?, 'BRAND', ?, 'a test', '', '', now())""",
                hold,
                rival.brand.toString());
        s.update(
                """
                insert into hold_lift (hold_id, person_id, side, lifted_at)
                values (?, bound_person(), '', now())""",
                hold);
        s.update(
                "insert into outbox (id, kind, payload, state) values (?, 'mail', '{}', 'SENT')",
                UUID.randomUUID());
        s.update(
                """
                insert into idempotent_request (person_id, key, request_digest, status)
                values (bound_person(), ?, ?, 200)""",
                UUID.randomUUID().toString(),
                rival.digest);
        s.update(
                """
                insert into revocation (kind, ref, not_before, expires_at)
                values ('session', ?, now(), now())""",
                UUID.randomUUID().toString());
        return variantWithPicture(s, picture);
    }

    private static int variantWithPicture(Database.Session s, byte[] picture) throws SQLException {
        String sha256 = java.util.HexFormat.of().formatHex(Line.sha256(picture));
        var content = rival.content("With a picture");
        var withPicture =
                new org.countersign.content.VariantContent(
                        content.channelId(),
                        content.network(),
                        content.account(),
                        content.text(),
                        content.languages(),
                        List.of(
                                new org.countersign.content.VariantContent.Medium(
                                        sha256, "image/png", "Three bytes", 1, 1)),
                        content.window());
        byte[] bytes = withPicture.canonical();
        UUID revision = UUID.randomUUID();
        UUID variant = UUID.randomUUID();
        s.update(
                """
                insert into revision (id, post_id, number, digest, author_id, created_at)
                values (?, ?, 2, ?, '', now())""",
                revision,
                rival.post,
                Line.sha256(Line.sha256(bytes)));
        s.update(
                """
                insert into variant (id, revision_id, channel_id, canonical, digest, window_from, window_to)
                values (?, ?, ?, ?, ?, ?, ?)""",
                variant,
                revision,
                rival.channel,
                bytes,
                Line.sha256(bytes),
                rival.window.from().atOffset(java.time.ZoneOffset.UTC),
                rival.window.to().atOffset(java.time.ZoneOffset.UTC));
        return s.update(
                """
                insert into variant_asset (variant_id, position, client_id, sha256)
                values (?, 1::smallint, ?, ?)""",
                variant,
                rival.client,
                Line.sha256(picture));
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
                .containsExactlyInAnyOrder("db_now", "claim_due", "approval_complete", "may_start");
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
        if (!ALWAYS_EMPTY.contains(table)) {
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
            assertThat(Database.<Long>as(Line.AGENCY, "somebody", s -> foreign(s, table))).isZero();
            assertThat(Database.<Long>unbound(s -> s.number("select count(*) from " + table)))
                    .isZero();
            assertThat(Database.<Long>as("", "", s -> s.number("select count(*) from " + table)))
                    .isZero();
            assertThat(
                            Database.<Long>as(
                                    "nosuchagency",
                                    "somebody",
                                    s -> s.number("select count(*) from " + table)))
                    .isZero();
        }
        changesNothing("delete from " + table + " where agency_id = 'rivals'");
        changesNothing("update " + table + " set agency_id = agency_id where agency_id = 'rivals'");
        assertThatThrownBy(
                        () ->
                                Database.as(
                                        Line.AGENCY,
                                        "somebody",
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
            assertThat(Database.<Long>as(Line.AGENCY, "somebody", s -> foreign(s, view))).isZero();
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
            assertThat(Database.<Integer>as(Line.AGENCY, "somebody", s -> s.update(attempt)))
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
