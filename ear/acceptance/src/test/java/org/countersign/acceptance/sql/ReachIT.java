package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * Gate G2 inside one agency, table by table as the catalogue lists them: whoever does not reach a
 * client sees none of its rows, ids or names in any table or view. Two clients have a row in every
 * table; everything that names one of them is looked for, as everybody who has no business with it.
 */
class ReachIT {

    private static Line own;
    private static Line other;

    /** People who work for or belong to the first client only, or to none, by what they are. */
    private static Map<String, String> strangers;

    @BeforeAll
    static void twoClientsOfOneAgency() throws SQLException {
        Line.provision();
        own = Line.everywhere(Line.AGENCY);
        other = Line.everywhere(Line.AGENCY);
        String limited = "limited-" + UUID.randomUUID();
        String over = "over-" + UUID.randomUUID();
        own.as(
                "job:test",
                s -> {
                    s.update(staff(limited, "false"));
                    s.update(
                            "insert into client_staff (id, client_id, person_id) values (?, ?, ?)",
                            UUID.randomUUID(),
                            own.client,
                            limited);
                    s.update(staff(over, "true"));
                    return s.update("update person set access_until = db_now() where id = ?", over);
                });
        strangers =
                Map.of(
                        "staff of named clients", limited,
                        "staff whose time is over", over,
                        "the client's owner", own.owner,
                        "the client's approver", own.approver,
                        "a client person without a mandate", own.viewer,
                        "a vendor with an assignment for the first", own.vendor,
                        "nobody of the agency", "somebody");
    }

    private static String staff(String id, String allClients) {
        return """
               insert into person (id, name, mail, side, roles, all_clients)
               values ('%1$s', 'Somebody', '%1$s@test', 'AGENCY', '{account_manager}', %2$s)"""
                .formatted(id, allClients);
    }

    @TestFactory
    Stream<DynamicTest> nothingOfAnotherClientIsThere() throws SQLException {
        var names = readable();
        return strangers.entrySet().stream()
                .flatMap(
                        who ->
                                names.stream()
                                        .map(
                                                table ->
                                                        DynamicTest.dynamicTest(
                                                                table + " as " + who.getKey(),
                                                                () -> nothing(table, who))));
    }

    /** Vendors are the agency's own circle: all its staff know them, whoever they work for. */
    private static void nothing(String table, Map.Entry<String, String> who) throws SQLException {
        boolean circle =
                who.getKey().startsWith("staff of")
                        && Set.of("vendor", "vendor_file", "person").contains(table);
        var found =
                new ArrayList<>(own.<List<String>>as(who.getValue(), s -> naming(s, table, other)));
        if (circle) {
            found.removeIf(row -> row.contains(other.company.toString()));
        }
        assertThat(found).as("rows that name the other client").isEmpty();
    }

    /** The other half of the proof: each of these tables does have rows that name each client. */
    @Test
    void everyTableNamesBothClientsForWhoReachesThem() throws SQLException {
        var silent = new TreeSet<String>();
        for (String table : readable()) {
            for (Line line : List.of(own, other)) {
                if (own.<List<String>>as("job:test", s -> naming(s, table, line)).isEmpty()) {
                    silent.add(table);
                }
            }
        }
        assertThat(silent)
                .as("tables of the agency as a whole")
                .containsExactlyInAnyOrder(
                        "agency",
                        "agency_host",
                        "chain_head",
                        "revocation",
                        "network_app",
                        "action_strength",
                        "consent_version",
                        "consent_text",
                        "consent_current",
                        "retention_kind",
                        "retention_period",
                        "personal_data",
                        "agency_key",
                        "api_quota",
                        "service_account",
                        // the operator's books
                        "provisioned_agency",
                        "agency_task",
                        "agency_step",
                        "agency_export",
                        "agency_export_part",
                        "erasure",
                        "vendor_text");
    }

    @Test
    void whoReachesTheClientSeesItsRows() throws SQLException {
        var seen =
                Map.of(
                        own.owner, List.of("brand", "post", "publication", "workflow", "mandate"),
                        own.vendor, List.of("brand", "campaign", "assignment", "channel"),
                        own.author, List.of("brand", "post", "asset", "safety_rule", "wall"));
        for (var who : seen.entrySet()) {
            for (String table : who.getValue()) {
                assertThat(own.<List<String>>as(who.getKey(), s -> naming(s, table, own)))
                        .as(table + " as " + who.getKey())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aVendorsAccessOpensAndClosesWithTheAssignment() throws SQLException {
        for (var shift : Map.of("-2 days", 0, "0 days", 1, "2 days", 0).entrySet()) {
            assertThat(
                            Database.<List<String>>atAnotherTime(
                                    shift.getKey(),
                                    Line.AGENCY,
                                    own.vendor,
                                    s -> naming(s, "brand", own)))
                    .as("brands at " + shift.getKey())
                    .hasSize(shift.getValue());
        }
    }

    @Test
    void aVendorSeesThePostsOfItsOwnAssignmentsOnly() throws SQLException {
        assertThat(own.<List<String>>as(own.vendor, s -> s.texts("select id from post")))
                .containsExactly(own.vendorsPost.toString());
        assertThat(own.<List<String>>as(own.vendor, s -> s.texts("select id from asset_rights")))
                .isEmpty();
        assertThat(own.<List<String>>as(own.vendor, s -> naming(s, "asset", own))).isEmpty();
    }

    @Test
    void aWallHidesBothClientsFromStaffForAllClients() throws SQLException {
        var left = Line.scheduled(Line.RIVAL);
        var right = Line.scheduled(Line.RIVAL);
        left.as(
                "job:test",
                s -> {
                    s.update(
                            "insert into client_staff (id, client_id, person_id) values (?, ?, ?)",
                            UUID.randomUUID(),
                            left.client,
                            left.colleague);
                    return s.update(
                            """
                            insert into wall (id, client_a, client_b)
                            values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid))""",
                            UUID.randomUUID(),
                            left.client,
                            right.client,
                            left.client,
                            right.client);
                });
        assertThat(left.<List<String>>as(left.author, s -> naming(s, "post", left))).isEmpty();
        assertThat(left.<List<String>>as(left.author, s -> naming(s, "wall", left))).isEmpty();
        assertThat(left.<List<String>>as(left.colleague, s -> naming(s, "post", left)))
                .isNotEmpty();
        assertThat(left.<List<String>>as(left.colleague, s -> naming(s, "post", right))).isEmpty();
        assertThat(left.<List<String>>as(left.lawyer, s -> naming(s, "post", left))).isNotEmpty();
        assertThat(left.<List<String>>as(left.lawyer, s -> naming(s, "post", right))).isNotEmpty();
        Refusal.by(
                Refusal.GATE,
                "wall.refused.shared_staff",
                () ->
                        left.as(
                                "job:test",
                                s ->
                                        s.update(
                                                "insert into client_staff (id, client_id, person_id) values (?, ?, ?)",
                                                UUID.randomUUID(),
                                                right.client,
                                                left.colleague)));
    }

    /** Rows of a table or view in which any id of the line stands. */
    private static List<String> naming(Database.Session s, String table, Line line)
            throws SQLException {
        String ids =
                Stream.of(
                                line.client,
                                line.brand,
                                line.channel,
                                line.campaign,
                                line.post,
                                line.revision,
                                line.variant,
                                line.submission,
                                line.decision,
                                line.publication,
                                line.workflow,
                                line.assignment,
                                line.hold,
                                line.company,
                                line.owner,
                                line.approver,
                                line.vendor,
                                java.util.HexFormat.of().formatHex(line.digest))
                        .map(Object::toString)
                        .reduce((a, b) -> a + "|" + b)
                        .orElseThrow();
        return s.texts("select t::text from " + table + " t where t::text ~ ?", ids);
    }

    private static Set<String> readable() throws SQLException {
        var names =
                new ArrayList<>(
                        Database.<List<String>>superuser(
                                s ->
                                        s.texts(
                                                """
                                                select relname from pg_class
                                                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
                                                  and has_any_column_privilege('countersign_app', oid, 'SELECT')""")));
        return new TreeSet<>(names);
    }
}
