package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.sql.Line.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stolen application role with one agency bound cannot do (gates G1, G3, G4, G5). */
class GatesBySqlIT {

    @BeforeAll
    static void agencies() throws SQLException {
        Line.provision();
    }

    // ---- bytes and digests ----

    @Test
    void bytesGoUnderTheirOwnDigestOnly() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        byte[] other = Line.sha256(new byte[] {1});
        Refusal.by(
                Refusal.CHECK,
                "variant_digest_ck",
                () ->
                        line.as(
                                line.author,
                                s -> {
                                    line.post(s);
                                    line.revision(s, other);
                                    return line.variant(s, line.variant, line.canonical, other);
                                }));
    }

    @Test
    void columnsSayWhatTheBytesSay() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        byte[] bytes =
                new String(line.canonical, java.nio.charset.StandardCharsets.UTF_8)
                        .replace(line.channel.toString(), UUID.randomUUID().toString())
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Refusal.by(
                Refusal.GATE,
                "variant.refused.bytes_differ",
                () ->
                        line.as(
                                line.author,
                                s -> {
                                    line.post(s);
                                    line.revision(s, Line.sha256(bytes));
                                    return line.variant(s, line.variant, bytes, Line.sha256(bytes));
                                }));
    }

    @Test
    void mediaGoUnderTheirOwnDigestOnly() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.CHECK,
                "asset_digest_ck",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                """
                                                insert into asset (client_id, sha256, media_type, width, height, bytes)
                                                values (?, ?, 'image/png', 1, 1, ?)""",
                                                line.client,
                                                line.digest,
                                                new byte[] {1, 2, 3})));
    }

    @Test
    void anOldRevisionTakesNoFurtherVariant() throws SQLException {
        var line = Line.written(Line.AGENCY);
        UUID second = UUID.randomUUID();
        line.as(
                line.author,
                s ->
                        s.update(
                                """
                                insert into channel (id, brand_id, network, handle, account, service_url)
                                values (?, ?, 'bluesky', ?, ?, 'http://127.0.0.1:1')""",
                                second,
                                line.brand,
                                second + ".test",
                                "did:plc:" + second));
        byte[] bytes =
                new String(line.canonical, java.nio.charset.StandardCharsets.UTF_8)
                        .replace(line.channel.toString(), second.toString())
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Refusal.by(
                Refusal.GATE,
                "revision.refused.digest_differs",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                """
                                                insert into variant (id, revision_id, channel_id, canonical, digest,
                                                                     window_from, window_to)
                                                values (?, ?, ?, ?, ?, ?, ?)""",
                                                UUID.randomUUID(),
                                                line.revision,
                                                second,
                                                bytes,
                                                Line.sha256(bytes),
                                                line.window.from().atOffset(ZoneOffset.UTC),
                                                line.window.to().atOffset(ZoneOffset.UTC))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revision",
                "variant",
                "workflow",
                "workflow_stage",
                "submission_stage",
                "decision",
                "decision_variant",
                "screening",
                "audit_entry"
            })
    void whatWasWrittenStays(String table) throws SQLException {
        var line = Line.approved(Line.AGENCY);
        for (String attempt :
                List.of(
                        "update " + table + " set agency_id = agency_id",
                        "delete from " + table,
                        "truncate " + table + " cascade")) {
            Refusal.by(
                    Refusal.PRIVILEGE, table, () -> line.as(line.author, s -> s.update(attempt)));
        }
        // and the owner's own hand is stopped by the triggers
        for (String attempt :
                List.of("update " + table + " set agency_id = agency_id", "delete from " + table)) {
            Refusal.by(
                    Refusal.GROWS,
                    table + " only grows",
                    () -> Database.superuser(s -> s.update(attempt)));
        }
        Refusal.by(
                Refusal.GROWS,
                "only grows",
                () -> Database.superuser(s -> s.update("truncate " + table + " cascade")));
    }

    // ---- submissions ----

    @Test
    void whatIsBlockedOrUnscreenedIsNotSubmitted() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(
                line.author,
                s -> {
                    line.post(s);
                    line.revision(s, line.digest);
                    return line.variant(s);
                });
        Refusal.by(
                Refusal.GATE,
                "submission.refused.blocked",
                () -> line.as(line.author, line::submit));
        line.as(line.author, s -> line.screened(s, "PASS"));
        line.as(line.author, s -> line.screened(s, "BLOCK"));
        Refusal.by(
                Refusal.GATE,
                "submission.refused.blocked",
                () -> line.as(line.author, line::submit));
    }

    @Test
    void aSubmissionTakesTheClientsOwnWorkflow() throws SQLException {
        var line = Line.written(Line.AGENCY);
        var weaker = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "submission.refused.workflow",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                """
                                                insert into submission (id, post_id, revision_id, workflow_id, submitted_by,
                                                                        submitted_at, state)
                                                values (?, ?, ?, ?, '', now(), 'OPEN')""",
                                                line.submission,
                                                line.post,
                                                line.revision,
                                                weaker.workflow)));
    }

    @Test
    void aSubmissionIsNotApprovedWithoutItsDecisions() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "submission.refused.incomplete",
                () -> line.as(line.author, s -> line.state(s, "APPROVED")));
    }

    @Test
    void aSubmissionThatIsClosedStaysClosed() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        line.as(line.author, s -> line.state(s, "SUPERSEDED"));
        Refusal.by(
                Refusal.GATE,
                "submission.refused.closed",
                () -> line.as(line.author, s -> line.state(s, "OPEN")));
    }

    @Test
    void stagesAreCopiedByTheDatabaseAlone() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        Refusal.by(
                Refusal.PRIVILEGE,
                "submission_stage",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                """
                                                insert into submission_stage
                                                values (?, ?, 2::smallint, 'x', 'AGENCY', null, 1::smallint)""",
                                                line.agency,
                                                line.submission)));
        Refusal.by(
                Refusal.GATE,
                "workflow.refused.complete",
                () ->
                        line.as(
                                line.owner,
                                s ->
                                        s.update(
                                                """
                                                insert into workflow_stage (workflow_id, position, name, side, quorum)
                                                values (?, 2::smallint, 'x', 'AGENCY', 1::smallint)""",
                                                line.workflow)));
    }

    // ---- decisions ----

    @Test
    void nobodyDecidesOnTheirOwnWork() throws SQLException {
        var line = Line.submitted(Line.AGENCY, new Stage("AGENCY", 1), new Stage("CLIENT", 1));
        refusedDecision(line, line.author, 1, "decision.refused.own_work");
    }

    @Test
    void nobodyDecidesOnWhatTheySubmitted() throws SQLException {
        var line = Line.written(Line.AGENCY, new Stage("AGENCY", 1), new Stage("CLIENT", 1));
        line.as(line.colleague, line::submit);
        refusedDecision(line, line.colleague, 1, "decision.refused.own_work");
    }

    @Test
    void aDecisionNeedsItsMandate() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        refusedDecision(line, line.viewer, 1, "decision.refused.not_an_approver");
        refusedDecision(line, line.owner, 1, "decision.refused.not_an_approver");
        refusedDecision(line, line.colleague, 1, "decision.refused.not_an_approver");
        refusedDecision(line, line.vendor, 1, "decision.refused.not_a_decider");
        refusedDecision(line, "nobody-we-know", 1, "decision.refused.not_a_decider");
    }

    @Test
    void aMandateOfAnotherClientIsNone() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        var neighbour = Line.withPeople(Line.AGENCY);
        refusedDecision(line, neighbour.approver, 1, "decision.refused.not_an_approver");
    }

    @Test
    void anEndedMandateIsNone() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        line.as(
                line.owner,
                s ->
                        s.update(
                                "update mandate set ended_at = now() where person_id = ?",
                                line.approver));
        refusedDecision(line, line.approver, 1, "decision.refused.not_an_approver");
    }

    @Test
    void stagesGoInOrder() throws SQLException {
        var line = Line.submitted(Line.AGENCY, new Stage("AGENCY", 1), new Stage("CLIENT", 1));
        refusedDecision(line, line.approver, 2, "decision.refused.earlier_stage");
        line.as(line.colleague, s -> line.decide(s, UUID.randomUUID(), 1, "APPROVE"));
        line.as(line.approver, s -> line.decide(s, UUID.randomUUID(), 2, "APPROVE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mail", "password", "OTP", "otp ", "10"})
    void aStageThatAsksForAStrongerSignInGetsOne(String acr) throws SQLException {
        var line = Line.submitted(Line.AGENCY, new Stage("CLIENT", 1, "otp"));
        Refusal.by(
                Refusal.GATE,
                "decision.refused.weak_sign_in",
                () ->
                        line.as(
                                line.approver,
                                s -> {
                                    s.rows("select set_config('app.acr', ?, true)", acr);
                                    return line.decide(s, line.decision, 1, "APPROVE");
                                }));
    }

    @Test
    void aDecisionSaysHowStrongTheSignInWasWhateverIsSent() throws SQLException {
        var line = Line.submitted(Line.AGENCY, new Stage("CLIENT", 1, "otp"));
        line.as(
                line.approver,
                s -> {
                    s.rows("select set_config('app.acr', 'passkey', true)");
                    line.decide(s, line.decision, 1, "APPROVE");
                    assertThat(s.rows("select acr from decision where id = ?", line.decision))
                            .isEqualTo(List.of(List.of("passkey")));
                    return null;
                });
        var other = Line.submitted(Line.AGENCY);
        other.as(
                other.approver,
                s -> {
                    s.rows("select set_config('app.acr', 'mail', true)");
                    s.update(
                            """
                            insert into decision (id, submission_id, stage_position, kind, decided_by, decided_at, acr)
                            values (?, ?, 1::smallint, 'APPROVE', 'x', now(), 'passkey')""",
                            other.decision,
                            other.submission);
                    s.update(
                            "insert into decision_variant (decision_id, channel_id, digest) values (?, ?, ?)",
                            other.decision,
                            other.channel,
                            other.digest);
                    assertThat(s.rows("select acr from decision where id = ?", other.decision))
                            .isEqualTo(List.of(List.of("mail")));
                    return null;
                });
    }

    @Test
    void aLegalFindingPutsComplianceInFront() throws SQLException {
        var line = Line.written(Line.AGENCY);
        line.as(line.author, s -> line.screened(s, "LEGAL"));
        line.as(line.author, line::submit);
        refusedDecision(line, line.approver, 1, "decision.refused.earlier_stage");
        refusedDecision(line, line.colleague, 0, "decision.refused.not_a_decider");
        line.as(line.lawyer, s -> line.decide(s, UUID.randomUUID(), 0, "APPROVE"));
        line.as(line.approver, s -> line.decide(s, UUID.randomUUID(), 1, "APPROVE"));
    }

    @Test
    void aDecisionIsAboutTheSubmittedContent() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "decision.refused.other_content",
                () ->
                        line.as(
                                line.approver,
                                s ->
                                        line.decide(
                                                s,
                                                line.decision,
                                                1,
                                                "APPROVE",
                                                Line.sha256(new byte[] {7}))));
        Refusal.by(
                Refusal.GATE,
                "decision.refused.nothing_decided",
                () ->
                        line.as(
                                line.approver,
                                s ->
                                        s.update(
                                                """
                                                insert into decision (id, submission_id, stage_position, kind, decided_by,
                                                                      decided_at)
                                                values (?, ?, 1::smallint, 'APPROVE', '', now())""",
                                                line.decision,
                                                line.submission)));
    }

    @Test
    void aPersonDecidesOnce() throws SQLException {
        var line = Line.submitted(Line.AGENCY, new Stage("CLIENT", 2));
        line.as(line.approver, s -> line.decide(s, UUID.randomUUID(), 1, "APPROVE"));
        Refusal.by(
                Refusal.UNIQUE,
                "decision_person_uk",
                () -> line.as(line.approver, s -> line.decide(s, UUID.randomUUID(), 1, "APPROVE")));
        Refusal.by(
                Refusal.GATE,
                "submission.refused.incomplete",
                () -> line.as(line.approver, s -> line.state(s, "APPROVED")));
    }

    @Test
    void aDecisionIsThePersonsWhoIsBound() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        line.as(
                line.approver,
                s -> {
                    s.update(
                            """
                            insert into decision (id, submission_id, stage_position, kind, decided_by, decided_at)
                            values (?, ?, 1::smallint, 'APPROVE', ?, timestamptz '2001-01-01')""",
                            line.decision,
                            line.submission,
                            line.owner);
                    return s.update(
                            "insert into decision_variant (decision_id, channel_id, digest) values (?, ?, ?)",
                            line.decision,
                            line.channel,
                            line.digest);
                });
        assertThat(
                        line.<List<List<Object>>>as(
                                line.author,
                                s ->
                                        s.rows(
                                                """
                                                select decided_by, decided_at > now() - interval '5 minutes'
                                                from decision where id = ?""",
                                                line.decision)))
                .containsExactly(List.of(line.approver, true));
    }

    @Test
    void aNoIsNotOutvoted() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        line.as(line.owner, s -> line.mandate(s, line.owner, "APPROVER"));
        line.as(line.owner, s -> line.decide(s, UUID.randomUUID(), 1, "REJECT"));
        line.as(line.approver, s -> line.decide(s, UUID.randomUUID(), 1, "APPROVE"));
        Refusal.by(
                Refusal.GATE,
                "submission.refused.incomplete",
                () -> line.as(line.approver, s -> line.state(s, "APPROVED")));
    }

    // ---- who appoints ----

    @Test
    void nobodyButTheClientsOwnerAppoints() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String person :
                List.of(line.author, line.colleague, line.viewer, line.approver, "job:demo")) {
            Refusal.by(
                    Refusal.GATE,
                    "mandate.refused.not_owner",
                    () -> line.as(person, s -> line.mandate(s, line.viewer, "APPROVER")));
        }
        Refusal.by(
                Refusal.GATE,
                "mandate.refused.not_client_person",
                () -> line.as(line.owner, s -> line.mandate(s, line.colleague, "APPROVER")));
    }

    @Test
    void aWeakerWorkflowNeedsTheClientsOwner() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "workflow.refused.not_owner",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                "insert into workflow (id, client_id, name) values (?, ?, 'x')",
                                                UUID.randomUUID(),
                                                line.client)));
    }

    // ---- publications ----

    @Test
    void nothingIsScheduledWithoutACompleteApprovalOfItsDigest() throws SQLException {
        var line = Line.submitted(Line.AGENCY, new Stage("CLIENT", 2));
        Refusal.by(
                Refusal.GATE,
                "publication.refused.not_approved",
                () -> line.as(line.author, line::schedule));
        line.as(line.approver, s -> line.decide(s, line.decision, 1, "APPROVE"));
        Refusal.by(
                Refusal.GATE,
                "publication.refused.not_approved",
                () -> line.as(line.author, line::schedule));
    }

    @Test
    void onlyTheApprovedDigestAndWindowAreScheduled() throws SQLException {
        var line = Line.approved(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "publication.refused.other_content",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        line.publication(
                                                s,
                                                line.publication,
                                                Line.sha256(new byte[] {9}),
                                                "SCHEDULED")));
        Refusal.by(
                Refusal.GATE,
                "publication.refused.not_scheduled",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        line.publication(
                                                s, line.publication, line.digest, "PUBLISHED")));
        Refusal.by(
                Refusal.GATE,
                "publication.refused.other_content",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                """
                                                insert into publication (id, post_id, revision_id, channel_id, digest, due_at,
                                                    window_from, window_to, state, record_key, stamped_at)
                                                values (?, ?, ?, ?, ?, now(), now() - interval '1 h', ?, 'SCHEDULED', 'x', now())""",
                                                line.publication,
                                                line.post,
                                                line.revision,
                                                line.channel,
                                                line.digest,
                                                line.window.to().atOffset(ZoneOffset.UTC))));
    }

    @Test
    void aPublicationIsScheduledOnceAndInsideItsWindow() throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        Refusal.by(
                Refusal.UNIQUE,
                "publication_once_uk",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        line.publication(
                                                s, UUID.randomUUID(), line.digest, "SCHEDULED")));
        Refusal.by(
                Refusal.CHECK,
                "publication_window_ck",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                "update publication set due_at = window_to where id = ?",
                                                line.publication)));
    }

    @Test
    void whatItSendsCannotBeExchanged() throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        for (String column :
                List.of(
                        "digest",
                        "revision_id",
                        "channel_id",
                        "record_key",
                        "window_to",
                        "window_from",
                        "stamped_at",
                        "agency_id")) {
            Refusal.by(
                    Refusal.PRIVILEGE,
                    "publication",
                    () ->
                            line.as(
                                    line.author,
                                    s ->
                                            s.update(
                                                    "update publication set "
                                                            + column
                                                            + " = "
                                                            + column)));
        }
        Refusal.by(
                Refusal.PRIVILEGE,
                "publication",
                () -> line.as(line.author, s -> s.update("delete from publication")));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLISHED, transition",
        "PARTIAL, transition",
        "FAILED, transition",
        "UNKNOWN, transition",
        "REMOVED, transition",
        "DISPATCHING, outside_window"
    })
    void aPublicationSkipsNoState(String state, String reason) throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        Refusal.by(
                Refusal.GATE,
                "publication.refused." + reason,
                () -> line.as(line.author, s -> line.publicationState(s, state)));
    }

    @Test
    void aSupersededApprovalStopsItsPublication() throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        line.as(line.author, s -> line.state(s, "SUPERSEDED"));
        Refusal.by(
                Refusal.GATE,
                "publication.refused.not_approved",
                () ->
                        Database.atAnotherTime(
                                "2 days 8 hours",
                                line.agency,
                                line.author,
                                s -> line.publicationState(s, "DISPATCHING")));
    }

    @Test
    void aRequestStartsInsideTheWindowOnly() throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        assertThat(mayStart(line, "2 days 8 hours")).isEqualTo("null");
        Refusal.by(
                Refusal.GATE, "publication.refused.outside_window", () -> mayStart(line, "1 hour"));
        Refusal.by(
                Refusal.GATE, "publication.refused.outside_window", () -> mayStart(line, "4 days"));
        String over =
                Database.atAnotherTime(
                        "2 days 8 hours",
                        line.agency,
                        line.author,
                        s -> {
                            line.publicationState(s, "DISPATCHING");
                            s.update("reset role");
                            s.update("update clock_shift set shift = interval '4 days'");
                            s.update("set local role countersign_app");
                            return s.text("select may_start(?, ?)", line.agency, line.publication);
                        });
        assertThat(over).isEqualTo("window");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AGENCY", "CLIENT", "BRAND", "CAMPAIGN", "CHANNEL"})
    void aHoldOfAnyScopeStopsIt(String scope) throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        String id =
                switch (scope) {
                    case "AGENCY" -> line.agency;
                    case "CLIENT" -> line.client.toString();
                    case "BRAND" -> line.brand.toString();
                    case "CAMPAIGN" -> line.campaign.toString();
                    default -> line.channel.toString();
                };
        Refusal.by(
                Refusal.GATE,
                "publication.refused.held",
                () ->
                        Database.atAnotherTime(
                                "2 days 8 hours",
                                line.agency,
                                line.author,
                                s -> {
                                    hold(s, UUID.randomUUID(), scope, id);
                                    return line.publicationState(s, "DISPATCHING");
                                }));
        String started =
                Database.atAnotherTime(
                        "2 days 8 hours",
                        line.agency,
                        line.author,
                        s -> {
                            line.publicationState(s, "DISPATCHING");
                            hold(s, UUID.randomUUID(), scope, id);
                            return s.text("select may_start(?, ?)", line.agency, line.publication);
                        });
        assertThat(started).isEqualTo("held");
    }

    @Test
    void aClientsHoldIsLiftedByTwoOneOfThemTheClients() throws SQLException {
        var line = Line.scheduled(Line.AGENCY);
        UUID hold = UUID.randomUUID();
        line.as(line.owner, s -> hold(s, hold, "BRAND", line.brand.toString()));
        line.as(line.colleague, s -> lift(s, hold));
        line.as(line.lawyer, s -> lift(s, hold));
        assertThat(active(line, hold)).isEqualTo("t");
        Refusal.by(Refusal.UNIQUE, "hold_lift", () -> line.as(line.lawyer, s -> lift(s, hold)));
        Refusal.by(
                Refusal.GATE,
                "hold.refused.unknown_person",
                () -> line.as(line.vendor, s -> lift(s, hold)));
        line.as(line.owner, s -> lift(s, hold));
        assertThat(active(line, hold)).isEqualTo("f");
        Refusal.by(
                Refusal.GATE,
                "hold.refused.already_lifted",
                () -> line.as(line.approver, s -> lift(s, hold)));
    }

    @Test
    void aHoldCannotBeAltered() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String attempt :
                List.of(
                        "update hold set reason = ''",
                        "delete from hold",
                        "delete from hold_lift",
                        "truncate hold cascade")) {
            Refusal.by(
                    Refusal.PRIVILEGE, "hold", () -> line.as(line.author, s -> s.update(attempt)));
        }
    }

    // ---- the owner's own ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select set_due('gates', 'publication', gen_random_uuid(), now())",
                "select clear_due('gates', 'publication', gen_random_uuid())",
                "select note('forged.entry', 'x', 'x', 'a', 'b')",
                "select note_in('rivals', 'forged.entry', 'x', 'x', 'a', 'b')",
                "select revoke_agency('rivals')"
            })
    void ownersFunctionsAreTheOwners(String call) throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.PRIVILEGE,
                "permission denied for function",
                () -> line.as(line.author, s -> s.rows(call)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update clock_shift set shift = interval '1 day'",
                "select shift from clock_shift",
                "select ref from due",
                "delete from due",
                "insert into agency_host values ('x.localhost', 'gates', 'http://x')",
                "update agency_host set issuer = 'http://x'",
                "insert into agency (agency_id, name) values ('gates', 'x')",
                "update chain_head set sequence = 0",
                "insert into audit_entry select * from audit_entry",
                "select detail from audit_note",
                "delete from audit_note",
                "update mandate set kind = 'APPROVER'",
                "delete from mandate",
                "update submission set revision_id = revision_id",
                "delete from submission",
                "update outbox set payload = payload",
                "create table public.mine (n int)",
                "alter table decision disable trigger all",
                "set session_replication_role = replica",
                "set role countersign_owner"
            })
    void theRoleHasNoOtherWay(String attempt) throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        Refusal.by(Refusal.PRIVILEGE, "", () -> line.as(line.author, s -> s.update(attempt)));
    }

    @Test
    void aNoteBearsTheBoundPersonsNameAndItsAgencys() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        String insert =
                """
                insert into audit_note (%s action, subject_type, subject_id, detail)
                values (%s 'test.noted', 'test', ?, '{}')""";
        Refusal.by(
                Refusal.PRIVILEGE,
                "audit_note",
                () ->
                        line.as(
                                line.author,
                                s ->
                                        s.update(
                                                insert.formatted("actor,", "'somebody else',"),
                                                "x")));
        Refusal.by(
                Refusal.PRIVILEGE,
                "audit_note",
                () ->
                        line.as(
                                line.author,
                                s -> s.update(insert.formatted("agency_id,", "'rivals',"), "x")));
        line.as(line.author, s -> s.update(insert.formatted("", ""), line.post.toString()));
        assertThat(
                        line.<List<String>>as(
                                line.author,
                                s ->
                                        s.texts(
                                                "select actor from audit_entry where subject_id = ?",
                                                line.post.toString())))
                .containsExactly(line.author);
    }

    // ---- work that is due ----

    @Test
    void dueWorkIsClaimedOnceUntilItsLeaseEnds() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        UUID later = UUID.randomUUID();
        line.as(
                line.author,
                s ->
                        s.update(
                                """
                                insert into outbox (id, kind, payload, next_at)
                                values (?, 'mail', '{}', now() + interval '30 days')""",
                                later));
        List<String> claims =
                Database.atAnotherTime(
                        "31 days",
                        line.agency,
                        line.author,
                        s -> {
                            String claim = "select ref from claim_due('outbox', 100, 60)";
                            String first =
                                    String.valueOf(s.texts(claim).contains(later.toString()));
                            String second =
                                    String.valueOf(s.texts(claim).contains(later.toString()));
                            s.update("reset role");
                            s.update("update clock_shift set shift = interval '32 days'");
                            s.update("set local role countersign_app");
                            return List.of(
                                    first,
                                    second,
                                    String.valueOf(s.texts(claim).contains(later.toString())));
                        });
        assertThat(claims).containsExactly("true", "false", "true");
        line.as(
                "job:mail",
                s -> s.update("update outbox set state = 'FAILED' where id = ?", later));
        assertThat(
                        Database.<Long>superuser(
                                s -> s.number("select count(*) from due where ref = ?", later)))
                .isZero();
    }

    private static String mayStart(Line line, String shift) throws SQLException {
        return Database.atAnotherTime(
                shift,
                line.agency,
                line.author,
                s -> {
                    line.publicationState(s, "DISPATCHING");
                    return s.text("select may_start(?, ?)", line.agency, line.publication);
                });
    }

    private static int hold(Database.Session s, UUID id, String scope, String scopeId)
            throws SQLException {
        return s.update(
                """
                insert into hold (id, scope, scope_id, reason, placed_by, placed_side, placed_at)
                values (?, ?, ?, 'a test', '', '', now())""",
                id,
                scope,
                scopeId);
    }

    private static int lift(Database.Session s, UUID hold) throws SQLException {
        return s.update(
                """
                insert into hold_lift (hold_id, person_id, side, lifted_at)
                values (?, bound_person(), '', now())""",
                hold);
    }

    private static String active(Line line, UUID hold) throws SQLException {
        return line.as(
                line.author,
                s -> s.text("select hold_is_active(?, ?)", line.agency, hold).substring(0, 1));
    }

    private static void refusedDecision(Line line, String person, int stage, String key) {
        Refusal.by(
                Refusal.GATE,
                key,
                () -> line.as(person, s -> line.decide(s, UUID.randomUUID(), stage, "APPROVE")));
    }
}
