package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;
import org.countersign.acceptance.product.Seal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose account a channel is and who may give it a credential, tried as the application's role. */
class ChannelsBySqlIT {

    private Line line;
    private byte[] credential;

    @BeforeAll
    static void agencies() throws SQLException {
        Line.provision();
    }

    @BeforeEach
    void aClientOfItsOwn() throws SQLException {
        line = Line.withPeople(Line.AGENCY);
        credential = Seal.of(line.channel);
    }

    @Test
    void theClientsOwnerConnectsAndStaffDoNot() throws SQLException {
        for (String somebody : List.of(line.colleague, line.author, line.approver, "job:demo")) {
            refused(
                    "channel.refused.not_yours",
                    () -> line.as(somebody, s -> connect(s, credential)));
        }
        for (String unseeing : List.of(line.vendor, line.viewer)) {
            assertThat(line.<Integer>as(unseeing, s -> connect(s, credential))).isZero();
        }
        line.as(line.owner, s -> connect(s, credential));

        String by =
                line.as(
                        line.colleague,
                        s -> s.text("select connected_by from channel where id = ?", line.channel));
        assertThat(by).isEqualTo(line.owner);
        assertThat(noted("channel.connected")).isEqualTo(1);
        refused(
                "channel.refused.not_yours",
                () -> line.as(line.colleague, s -> connect(s, other())));
    }

    @Test
    void aChannelIsNotMadeWithACredential() {
        refused(
                "channel.refused.not_yours",
                () ->
                        line.as(
                                line.colleague,
                                s ->
                                        s.update(
                                                """
                                                insert into channel (id, brand_id, network, handle, account, service_url,
                                                                     credential)
                                                values (?, ?, 'bluesky', 'x.test', ?, 'https://evil.example', ?)""",
                                                UUID.randomUUID(),
                                                line.brand,
                                                "did:plc:" + UUID.randomUUID(),
                                                credential)));
    }

    @Test
    void staffConnectOnlyWhereTheAgencysOwnerAllowedIt() throws SQLException {
        refused(
                "agency.refused.not_owner",
                () ->
                        line.as(
                                line.colleague,
                                s -> s.update("update agency set staff_may_connect = true")));
        String owner = "boss-" + UUID.randomUUID();
        line.as("job:test", s -> Line.person(s, owner, "AGENCY", "{agency_owner}", true));
        line.as(owner, s -> s.update("update agency set staff_may_connect = true"));
        try {
            line.as(line.colleague, s -> connect(s, credential));
            refused(
                    "channel.refused.not_yours",
                    () -> line.as(line.author, s -> connect(s, other())));
        } finally {
            line.as(owner, s -> s.update("update agency set staff_may_connect = false"));
        }
    }

    @Test
    void anInvitationHoldsForOnePersonOnce() throws SQLException {
        UUID invitation = invite(line.approver, "2 days");
        line.as(line.owner, s -> line.mandate(s, line.viewer, "VIEWER"));
        refused(
                "channel.refused.not_yours",
                () -> line.as(line.viewer, s -> connect(s, credential)));
        line.as(line.approver, s -> connect(s, credential));

        assertThat(state(invitation)).isEqualTo("used");
        refused(
                "channel.refused.not_yours",
                () -> line.as(line.approver, s -> connect(s, other())));
        refused(
                "invitation.refused.over",
                () ->
                        line.as(
                                line.colleague,
                                s ->
                                        s.update(
                                                "update connect_invitation set revoked_at = now() where id = ?",
                                                invitation)));
    }

    @Test
    void anInvitationThatIsOverConnectsNothing() throws SQLException {
        invite(line.approver, "-1 second");
        refused(
                "channel.refused.not_yours",
                () -> line.as(line.approver, s -> connect(s, credential)));

        UUID revoked = invite(line.approver, "2 days");
        line.as(
                line.colleague,
                s ->
                        s.update(
                                "update connect_invitation set revoked_at = now() where id = ?",
                                revoked));
        refused(
                "channel.refused.not_yours",
                () -> line.as(line.approver, s -> connect(s, credential)));

        UUID first = invite(line.approver, "2 days");
        UUID second = invite(line.approver, "2 days");
        assertThat(state(first)).isEqualTo("revoked");
        assertThat(state(second)).isEqualTo("open");
        refused(
                "channel.refused.not_yours",
                () ->
                        Database.atAnotherTime(
                                "3 days", line.agency, line.approver, s -> connect(s, credential)));
    }

    @Test
    void nobodyOutsideTheClientIsInvitedAndNobodyMarksItUsed() throws SQLException {
        var rival = Line.withPeople(Line.AGENCY);
        for (String outsider : List.of(line.colleague, line.vendor, rival.owner, rival.approver)) {
            refused("invitation.refused.not_client_person", () -> invite(outsider, "2 days"));
        }
        UUID invitation = invite(line.approver, "2 days");
        Refusal.by(
                Refusal.PRIVILEGE,
                "permission denied",
                () ->
                        line.as(
                                line.colleague,
                                s ->
                                        s.update(
                                                "update connect_invitation set person_id = ? where id = ?",
                                                line.owner,
                                                invitation)));
        Refusal.by(
                Refusal.PRIVILEGE,
                "permission denied",
                () ->
                        line.as(
                                line.colleague,
                                s ->
                                        s.update(
                                                "update connect_invitation set used_at = null where id = ?",
                                                invitation)));
    }

    @Test
    void theAccountStaysAndThePasswordDoesNotFollowAServer() throws SQLException {
        line.as(line.owner, s -> connect(s, credential));

        refused(
                "channel.refused.other_account",
                () ->
                        line.as(
                                line.owner,
                                s ->
                                        s.update(
                                                "update channel set account = 'did:plc:other', credential = ? where id = ?",
                                                other(),
                                                line.channel)));
        refused(
                "channel.refused.other_server",
                () ->
                        line.as(
                                line.colleague,
                                s ->
                                        s.update(
                                                "update channel set service_url = 'https://evil.example' where id = ?",
                                                line.channel)));
        Refusal.by(
                Refusal.PRIVILEGE,
                "permission denied",
                () ->
                        line.as(
                                line.colleague,
                                s ->
                                        s.update(
                                                "update channel set brand_id = ? where id = ?",
                                                line.brand,
                                                line.channel)));
        line.as(
                line.colleague,
                s -> s.update("update channel set credential = null where id = ?", line.channel));
        assertThat(noted("channel.disconnected")).isEqualTo(1);
    }

    @Test
    void onlyTheJobResealsAndOnlyWhatIsListed() throws SQLException {
        line.as(line.owner, s -> connect(s, credential));
        byte[] sealed = credential.clone();
        sealed[0] = 9;
        for (String[] wrong :
                new String[][] {
                    {line.colleague, "channel", "credential"},
                    {"job:reseal", "variant", "canonical"},
                    {"job:reseal", "channel", "handle"}
                }) {
            Refusal.by(
                    "P0001",
                    "not a reseal",
                    () ->
                            line.as(
                                    wrong[0],
                                    s -> reseal(s, wrong[1], wrong[2], credential, sealed)));
        }
        Refusal.by(
                "P0001",
                "not a reseal",
                () ->
                        line.as(
                                "job:reseal",
                                s -> reseal(s, "channel", "credential", credential, new byte[50])));
    }

    @Test
    void theApplicationReadsNoBudgetsAndLearnsOnlyWhen() throws SQLException {
        for (String table : List.of("app_budget", "budget_limit", "sealed_column")) {
            Refusal.by(
                    Refusal.PRIVILEGE,
                    "permission denied",
                    () -> line.as(line.author, s -> s.rows("select * from " + table)));
        }
        String account = "did:plc:" + UUID.randomUUID();
        Database.superuser(
                s ->
                        s.update(
                                """
                                insert into budget_limit values
                                ('bluesky', 'ACCOUNT', ?, 3600, 7, 'a test', '2026-11-22')""",
                                account));
        assertThat(take(Line.AGENCY, account)).isEqualTo("null");
        assertThat(take(Line.RIVAL, account)).as("shared across agencies").isEqualTo("null");
        assertThat(take(Line.AGENCY, account)).as("a third does not fit").isNotEqualTo("null");
        assertThat(take(Line.AGENCY, "did:plc:" + UUID.randomUUID())).isEqualTo("null");
        String later =
                Database.atAnotherTime(
                        "66 minutes",
                        Line.AGENCY,
                        "job:test",
                        s -> s.text("select take_budget('bluesky', ?, null, 3)::text", account));
        assertThat(later).as("the window has passed").isEqualTo("null");
        Refusal.by(
                "P0001",
                "no agency is bound",
                () -> Database.unbound(s -> s.rows("select take_budget('bluesky', 'x', null, 3)")));
    }

    private static String take(String agency, String account) throws SQLException {
        return Database.as(
                agency,
                "job:test",
                s -> s.text("select take_budget('bluesky', ?, null, 3)::text", account));
    }

    private int connect(Session s, byte[] sealed) throws SQLException {
        return s.update("update channel set credential = ? where id = ?", sealed, line.channel);
    }

    private byte[] other() {
        return Seal.of(line.channel);
    }

    private static int reseal(Session s, String table, String column, byte[] from, byte[] to)
            throws SQLException {
        return s.rows("select reseal(?, ?, ?, ?)", table, column, from, to).size();
    }

    private UUID invite(String person, String until) throws SQLException {
        UUID id = UUID.randomUUID();
        line.as(
                line.colleague,
                s ->
                        s.update(
                                """
                                insert into connect_invitation (id, channel_id, person_id, expires_at)
                                values (?, ?, ?, now() + ?::interval)""",
                                id,
                                line.channel,
                                person,
                                until));
        return id;
    }

    private String state(UUID invitation) throws SQLException {
        return line.as(
                line.colleague,
                s ->
                        s.text(
                                """
                                select case when used_at is not null then 'used'
                                            when revoked_at is not null then 'revoked' else 'open' end
                                from connect_invitation where id = ?""",
                                invitation));
    }

    private long noted(String action) throws SQLException {
        return line.as(
                line.colleague,
                s ->
                        s.number(
                                "select count(*) from audit_entry where action = ? and subject_id = ?",
                                action,
                                line.channel.toString()));
    }

    private static void refused(
            String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        Refusal.by(Refusal.GATE, key, attempt);
    }
}
