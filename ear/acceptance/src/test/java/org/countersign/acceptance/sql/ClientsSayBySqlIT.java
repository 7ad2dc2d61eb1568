package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;
import org.countersign.acceptance.product.Seal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another workflow and another sign-on need the client's owner, whoever writes the SQL. */
class ClientsSayBySqlIT {

    private static String boss;

    @BeforeAll
    static void anAgencyWithAnOwner() throws SQLException {
        Line.provision();
        boss = "boss-" + UUID.randomUUID().toString().substring(0, 18);
        Database.as(
                Line.AGENCY,
                "job:test",
                s -> Line.person(s, boss, "AGENCY", "{agency_owner}", true));
    }

    @ParameterizedTest
    @CsvSource({
        "fewer stages, CLIENT, 1, mail",
        "no stage of the client, AGENCY, 1, mail",
        "a weaker sign-in, CLIENT, 2, mail",
        "a lower quorum, CLIENT, 1, passkey",
        "a stronger one, CLIENT, 3, passkey"
    })
    void theAgencySetsNoOtherWorkflow(String what, String side, int quorum, String acr)
            throws SQLException {
        var line = Line.withPeople(Line.AGENCY, new Line.Stage("CLIENT", 2));
        for (String person : List.of(boss, line.colleague, line.author, line.approver)) {
            Refusal.by(
                    Refusal.GATE,
                    "workflow.refused.not_owner",
                    () ->
                            line.as(
                                    person,
                                    s -> {
                                        UUID id = UUID.randomUUID();
                                        s.update(
                                                "insert into workflow (id, client_id, name) values (?, ?, ?)",
                                                id,
                                                line.client,
                                                what);
                                        return s.update(
                                                """
                                                insert into workflow_stage (workflow_id, position, name, side, quorum, acr)
                                                values (?, 1::smallint, 'Stage', ?, ?::smallint, ?)""",
                                                id,
                                                side,
                                                quorum,
                                                acr);
                                    }));
        }
    }

    @Test
    void aSuggestedWorkflowIsTheOwnersToSettle() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        UUID proposal = line.as(line.colleague, s -> proposal(s, line.client));
        for (String person : List.of(boss, line.colleague)) {
            Refusal.by(
                    Refusal.GATE,
                    "proposal.refused.not_owner",
                    () -> line.as(person, s -> state(s, proposal, "CONFIRMED")));
        }
        Refusal.by(
                Refusal.GATE,
                "proposal.refused.not_yours",
                () -> line.as(line.author, s -> proposal(s, line.client)));
        assertThat(line.<Integer>as(line.owner, s -> state(s, proposal, "DECLINED"))).isOne();
        Refusal.by(
                Refusal.GATE,
                "proposal.refused.settled",
                () -> line.as(line.owner, s -> state(s, proposal, "CONFIRMED")));
    }

    @Test
    void whatWasReadIsWhatIsAgreedTo() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        UUID proposal = line.as(line.colleague, s -> proposal(s, line.client));
        Refusal.by(
                Refusal.GATE,
                "workflow.refused.complete",
                () -> line.as(line.colleague, s -> stage(s, proposal, 2)));
        Refusal.by(
                Refusal.PRIVILEGE,
                "workflow_proposal_stage",
                () ->
                        line.as(
                                line.colleague,
                                s -> s.update("update workflow_proposal_stage set quorum = 1")));
    }

    @Test
    void aClientsSignOnIsItsOwnersAlone() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as("job:test", s -> domain(s, line));
        for (String person :
                List.of(
                        boss,
                        line.colleague,
                        line.lawyer,
                        line.approver,
                        line.vendor,
                        "job:test")) {
            Refusal.by(
                    Refusal.GATE,
                    "sign_on.refused.not_owner",
                    () -> line.as(person, s -> signOn(s, line, line.client + ".test")));
        }
        Refusal.by(
                Refusal.GATE,
                "sign_on.refused.domain",
                () -> line.as(line.owner, s -> signOn(s, line, "gmail.com")));
        assertThat(line.<Integer>as(line.owner, s -> signOn(s, line, line.client + ".test")))
                .isOne();
        for (String change :
                List.of(
                        "issuer = 'https://agency.test'",
                        "active = false",
                        "oidc_client_id = 'x'")) {
            for (String person : List.of(boss, line.colleague)) {
                Refusal.by(
                        Refusal.GATE,
                        "sign_on.refused.not_owner",
                        () ->
                                line.as(
                                        person,
                                        s ->
                                                s.update(
                                                        "update client_sign_on set "
                                                                + change
                                                                + " where client_id = ?",
                                                        line.client)));
            }
        }
    }

    private static UUID proposal(Session s, UUID client) throws SQLException {
        UUID id = UUID.randomUUID();
        s.update(
                "insert into workflow_proposal (id, client_id, name) values (?, ?, 'Another way')",
                id,
                client);
        stage(s, id, 1);
        return id;
    }

    private static int stage(Session s, UUID proposal, int position) throws SQLException {
        return s.update(
                """
                insert into workflow_proposal_stage (proposal_id, position, name, side, quorum)
                values (?, ?::smallint, 'Stage', 'CLIENT', 1::smallint)""",
                proposal,
                position);
    }

    private static int state(Session s, UUID proposal, String state) throws SQLException {
        return s.update("update workflow_proposal set state = ? where id = ?", state, proposal);
    }

    private static int domain(Session s, Line line) throws SQLException {
        return s.update(
                "insert into client_domain (client_id, domain) values (?, ?)",
                line.client,
                line.client + ".test");
    }

    private static int signOn(Session s, Line line, String domain) throws SQLException {
        return s.update(
                """
                insert into client_sign_on (client_id, issuer, oidc_client_id, secret, domains)
                values (?, 'https://login.example.test', 'countersign', ?, array[?])""",
                line.client,
                Seal.of(line.client),
                domain);
    }
}
