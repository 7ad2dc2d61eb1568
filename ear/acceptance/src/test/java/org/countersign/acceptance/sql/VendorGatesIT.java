package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every way round the rules for vendors, tried by direct SQL as the application's role: the client
 * alone says yes, to exactly the terms that wait; nothing opens without it or outlives its end.
 */
class VendorGatesIT {

    private final UUID work = UUID.randomUUID();

    @BeforeAll
    static void agencies() throws SQLException {
        Line.provision();
    }

    @Test
    void theAgencyCannotApproveForTheClient() throws SQLException {
        var line = proposed();
        for (String person : List.of(line.colleague, line.author, line.lawyer, "job:test")) {
            Refusal.by(
                    Refusal.GATE,
                    "assignment.refused.not_an_approver",
                    () -> line.as(person, s -> line.answer(s, work, "APPROVE")));
            Refusal.by(
                    Refusal.GATE,
                    "assignment.refused.not_decided",
                    () -> line.as(person, s -> line.assignmentState(s, work, "APPROVED")));
        }
        assertThat(state(line)).isEqualTo("PROPOSED");
    }

    @Test
    void neitherTheVendorNorAViewerNorARivalsOwnerApproves() throws SQLException {
        var line = proposed();
        var rival = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.not_an_approver",
                () -> line.as(line.vendor, s -> planted(s, line)));
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.not_an_approver",
                () -> line.as(line.viewer, s -> planted(s, line)));
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.not_an_approver",
                () -> line.as(rival.owner, s -> planted(s, line)));
    }

    @Test
    void aBornApprovedAssignmentIsRefused() throws SQLException {
        var line = engaged();
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.not_a_draft",
                () ->
                        line.as(
                                line.colleague,
                                s ->
                                        s.update(
                                                """
                                                insert into assignment (id, vendor_id, brand_id, title, state, starts_at, ends_at)
                                                values (?, ?, ?, 'x', 'APPROVED', db_now(), db_now() + interval '1 day')""",
                                                work,
                                                line.company,
                                                line.brand)));
    }

    @Test
    void aYesToOtherTermsThanThoseThatWaitIsRefused() throws SQLException {
        var line = proposed();
        String old = digest(line);
        line.as(
                line.colleague,
                s -> line.terms(s, work, line.campaign, "-1 day", "90 days", "Another brief"));
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.other_terms",
                () ->
                        line.as(
                                line.owner,
                                s ->
                                        s.update(
                                                """
                                                insert into assignment_decision (id, assignment_id, terms_number, digest, kind)
                                                values (?, ?, 2, decode(?, 'hex'), 'APPROVE')""",
                                                UUID.randomUUID(),
                                                work,
                                                old)));
        line.as(line.owner, s -> line.answer(s, work, "APPROVE"));
        assertThat(state(line)).isEqualTo("APPROVED");
    }

    @Test
    void afterTheYesWiderTermsWaitAndNarrowerOnesCount() throws SQLException {
        var line = open();
        line.as(
                line.colleague,
                s -> line.terms(s, work, line.campaign, "-1 day", "90 days", "A brief"));
        assertThat(inForce(line)).isEqualTo("1 waits 2");
        assertThat(sees(line, "assignment_terms where number = 1")).isPositive();
        line.as(line.colleague, s -> line.terms(s, work, null, "-1 day", "6 hours", "A brief"));
        assertThat(inForce(line)).as("a whole brand is wider than a campaign").endsWith("waits 3");
        line.as(
                line.colleague,
                s -> line.terms(s, work, line.campaign, "-1 day", "6 hours", "A brief, longer"));
        assertThat(inForce(line)).as("another brief").endsWith("waits 4");
        line.as(line.owner, s -> line.answer(s, work, "DECLINE"));
        assertThat(inForce(line)).isEqualTo("1 waits null");
        line.as(
                line.colleague,
                s -> line.terms(s, work, line.campaign, "-12 hours", "6 hours", "A brief"));
        assertThat(inForce(line)).as("shorter").isEqualTo("5 waits null");
        line.as(
                line.colleague,
                s -> line.terms(s, work, line.campaign, "-12 hours", "20 hours", "A brief"));
        assertThat(inForce(line)).as("within what was approved").isEqualTo("6 waits null");
        line.as(
                line.colleague,
                s -> line.terms(s, work, line.campaign, "-12 hours", "25 hours", "A brief"));
        assertThat(inForce(line)).isEqualTo("6 waits 7");
    }

    @Test
    void whatIsInForceIsNotWrittenDirectly() throws SQLException {
        var line = open();
        for (String change :
                List.of(
                        "ends_at = ends_at + interval '1 year'",
                        "brand_id = gen_random_uuid()",
                        "campaign_id = null",
                        "vendor_id = gen_random_uuid()",
                        "terms_number = 2",
                        "approved_number = 2")) {
            Refusal.by(
                    Refusal.PRIVILEGE,
                    "permission denied",
                    () ->
                            line.as(
                                    line.colleague,
                                    s ->
                                            s.update(
                                                    "update assignment set "
                                                            + change
                                                            + " where id = ?",
                                                    work)));
        }
        Refusal.by(
                Refusal.GROWS,
                "only grows",
                () ->
                        Database.superuser(
                                s ->
                                        s.update(
                                                "update assignment_terms set ends_at = ends_at + interval '1 year' where assignment_id = ?",
                                                work)));
    }

    @Test
    void anAssignmentStaysWithItsBrand() throws SQLException {
        var line = open();
        var other = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.other_brand",
                () ->
                        line.as(
                                line.colleague,
                                s -> line.terms(s, work, other.campaign, "-1 day", "1 day", "x")));
    }

    @Test
    void aProposalThatIsOverIsNotApproved() throws SQLException {
        var line = proposed();
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.over",
                () ->
                        Database.atAnotherTime(
                                "2 days",
                                Line.AGENCY,
                                line.owner,
                                s -> line.answer(s, work, "APPROVE")));
    }

    @Test
    void nothingComesBackFromAnEnd() throws SQLException {
        var line = open();
        line.as(line.owner, s -> line.assignmentState(s, work, "ENDED"));
        for (String next : List.of("DRAFT", "PROPOSED", "APPROVED")) {
            Refusal.by(
                    Refusal.GATE,
                    "assignment.refused.ended",
                    () -> line.as(line.colleague, s -> line.assignmentState(s, work, next)));
        }
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.ended",
                () ->
                        line.as(
                                line.colleague,
                                s -> line.terms(s, work, line.campaign, "-1 day", "9 days", "x")));
        assertThat(sees(line, "brand")).isZero();
    }

    @Test
    void aViewerAndTheVendorEndNothing() throws SQLException {
        var line = open();
        line.as(line.owner, s -> line.mandate(s, line.viewer, "VIEWER"));
        for (String person : List.of(line.viewer, line.vendor)) {
            Refusal.by(
                    Refusal.GATE,
                    "assignment.refused.not_an_approver",
                    () -> line.as(person, s -> line.assignmentState(s, work, "ENDED")));
        }
    }

    @Test
    void workOpensOnlyForWhoAcceptedTheTexts() throws SQLException {
        var line = engaged();
        line.approvedFor(work, line.campaign, "-1 day", "1 day");
        assertThat(sees(line, "assignment")).isOne();
        for (String hidden :
                List.of("assignment_terms", "brand", "client", "campaign", "channel", "mandate")) {
            assertThat(sees(line, hidden)).as(hidden).isZero();
        }
        UUID other = UUID.randomUUID();
        line.as("job:test", s -> line.text(s, other, "NDA"));
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.other_text",
                () ->
                        line.as(
                                line.vendor,
                                s ->
                                        s.update(
                                                "insert into assignment_acceptance (assignment_id, nda_id, rights_id) values (?, ?, ?)",
                                                work,
                                                other,
                                                line.rights)));
        Refusal.by(
                Refusal.GATE,
                "assignment.refused.not_open",
                () -> line.as(line.colleague, s -> line.accept(s, work)));
        line.as(line.vendor, s -> line.accept(s, work));
        assertThat(sees(line, "assignment_terms")).isOne();
        assertThat(sees(line, "brand")).isOne();
    }

    @Test
    void feesAndNotesAreNotTheClients() throws SQLException {
        var line = open();
        for (String table : List.of("assignment_fee", "vendor_file")) {
            assertThat(line.<Long>as(line.owner, s -> s.number("select count(*) from " + table)))
                    .as(table)
                    .isZero();
        }
        assertThat(sees(line, "vendor_file")).isZero();
        assertThat(sees(line, "assignment_fee")).isOne();
    }

    @Test
    void aVendorWritesForItsOwnOpenAssignmentsOnly() throws SQLException {
        var line = open();
        UUID second = UUID.randomUUID();
        line.as(
                line.author,
                s ->
                        s.update(
                                """
                                insert into campaign (id, brand_id, name, objective, brief, starts_on, ends_on, created_by)
                                values (?, ?, 'Another', '', '', '2026-01-01', '2026-12-31', 'x')""",
                                second,
                                line.brand));
        UUID post = UUID.randomUUID();
        line.as(line.vendor, s -> post(s, line, post, line.campaign));
        assertThat(
                        line.<String>as(
                                line.colleague,
                                s -> s.text("select assignment_id from post where id = ?", post)))
                .isEqualTo(work.toString());
        Refusal.by(
                Refusal.GATE,
                "post.refused.no_assignment",
                () -> line.as(line.vendor, s -> post(s, line, UUID.randomUUID(), second)));
        Refusal.by(
                Refusal.GATE,
                "post.refused.no_assignment",
                () ->
                        line.as(
                                line.vendor,
                                s ->
                                        s.update(
                                                "update post set campaign_id = ? where id = ?",
                                                second,
                                                post)));
        Refusal.by(
                Refusal.GATE,
                "post.refused.with_client",
                () ->
                        line.as(
                                line.vendor,
                                s ->
                                        s.update(
                                                "update post set state = 'APPROVED' where id = ?",
                                                post)));
        Refusal.by(
                Refusal.GATE,
                "asset.refused.no_assignment",
                () ->
                        line.as(
                                line.vendor,
                                s ->
                                        s.update(
                                                "insert into asset_rights (id, client_id, sha256, statement) values (?, ?, sha256('x'), 'Mine')",
                                                UUID.randomUUID(),
                                                line.client)));
        line.as(line.owner, s -> line.assignmentState(s, work, "ENDED"));
        Refusal.by(
                Refusal.GATE,
                "post.refused.no_assignment",
                () -> line.as(line.vendor, s -> post(s, line, UUID.randomUUID(), line.campaign)));
        assertThat(sees(line, "post")).isZero();
        assertThat(
                        line.<Long>as(
                                line.colleague,
                                s -> s.number("select count(*) from post where id = ?", post)))
                .as("what was made stays")
                .isOne();
    }

    @Test
    void aVendorsStopHoldsWhatIsItsAndNothingElse() throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        line.engaged();
        line.approvedFor(work, line.campaign, "-1 day", "1 day");
        line.as(line.colleague, s -> hold(s, "VENDOR", line.company));
        assertThat(held(line)).as("the author is staff").isFalse();
        Database.superuser(
                s -> {
                    // past the trigger: nobody changes sides, and staff cannot have written this
                    s.update("set local session_replication_role = replica");
                    return s.update(
                            "update person set side = 'VENDOR', vendor_id = ? where id = ?",
                            line.company,
                            line.author);
                });
        assertThat(held(line)).as("the author is of the vendor").isTrue();
        Refusal.by(
                Refusal.GATE,
                "hold.refused.beyond_client",
                () -> line.as(line.owner, s -> hold(s, "VENDOR", line.company)));
        line.as(line.owner, s -> hold(s, "ASSIGNMENT", work));
    }

    @Test
    void rivalsBehindAWallShareNoVendor() throws SQLException {
        var left = open();
        var right = Line.withPeople(Line.AGENCY);
        UUID wall = UUID.randomUUID();
        left.as(
                "job:test",
                s ->
                        s.update(
                                "insert into wall (id, client_a, client_b) values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid))",
                                wall,
                                left.client,
                                right.client,
                                left.client,
                                right.client));
        try {
            UUID second = UUID.randomUUID();
            Refusal.by(
                    Refusal.GATE,
                    "wall.refused.shared_vendor",
                    () ->
                            left.as(
                                    "job:test",
                                    s -> {
                                        s.update(
                                                """
                                            insert into assignment (id, vendor_id, brand_id, title, state, starts_at, ends_at)
                                            values (?, ?, ?, 'x', 'DRAFT', db_now(), db_now() + interval '1 day')""",
                                                second,
                                                left.company,
                                                right.brand);
                                        left.terms(s, second, null, "0 days", "1 day", "x");
                                        return left.assignmentState(s, second, "PROPOSED");
                                    }));
        } finally {
            // an open wall takes every client of the agency out of its staff's easy reach
            left.as(
                    "job:test",
                    s -> s.update("update wall set ended_at = db_now() where id = ?", wall));
        }
    }

    private static int hold(Session s, String scope, UUID id) throws SQLException {
        return s.update(
                """
                insert into hold (id, scope, scope_id, reason, placed_by, placed_side, placed_at)
                values (?, ?, ?, '', '', '', now())""",
                UUID.randomUUID(),
                scope,
                id.toString());
    }

    private static boolean held(Line line) throws SQLException {
        return line.<String>as(
                        "job:test",
                        s -> s.text("select publication_held('gates', ?)::text", line.publication))
                .equals("true");
    }

    private static int post(Session s, Line line, UUID id, UUID campaign) throws SQLException {
        return s.update(
                """
                insert into post (id, brand_id, campaign_id, title, planned_at, state, revision_number, created_by)
                values (?, ?, ?, 'Of a vendor', now(), 'DRAFT', 1, '')""",
                id,
                line.brand,
                campaign);
    }

    /** A yes by somebody who does not see the terms and guesses their digest right. */
    private int planted(Session s, Line line) throws SQLException {
        return s.update(
                """
                insert into assignment_decision (id, assignment_id, terms_number, digest, kind)
                values (?, ?, 1, decode(?, 'hex'), 'APPROVE')""",
                UUID.randomUUID(),
                work,
                digest(line));
    }

    private String digest(Line line) throws SQLException {
        return line.as(
                "job:test",
                s ->
                        s.text(
                                "select encode(digest, 'hex') from assignment_terms where assignment_id = ? and number = 1",
                                work));
    }

    private Line engaged() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.engaged();
        return line;
    }

    private Line proposed() throws SQLException {
        var line = engaged();
        line.as(
                line.colleague,
                s -> {
                    line.draft(s, work, line.campaign, "-1 day", "1 day");
                    return line.assignmentState(s, work, "PROPOSED");
                });
        return line;
    }

    private Line open() throws SQLException {
        var line = engaged();
        line.approvedFor(work, line.campaign, "-1 day", "1 day");
        line.as(line.vendor, s -> line.accept(s, work));
        return line;
    }

    private String state(Line line) throws SQLException {
        return line.as("job:test", s -> s.text("select state from assignment where id = ?", work));
    }

    private String inForce(Line line) throws SQLException {
        return line.as(
                "job:test",
                s ->
                        s.text(
                                "select terms_number || ' waits ' || coalesce(waiting_number::text, 'null') from assignment where id = ?",
                                work));
    }

    private static long sees(Line line, String table) throws SQLException {
        return line.as(line.vendor, s -> s.number("select count(*) from " + table));
    }
}
