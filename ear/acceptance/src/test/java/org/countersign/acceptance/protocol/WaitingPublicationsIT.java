package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;

/** What is approved and cannot go out yet waits, and says why: no budget, no connection. */
class WaitingPublicationsIT {

    private static final Duration DEFERRED_WITHIN = Duration.ofSeconds(60);

    @Test
    void anEmptyBudgetDefersAndARefilledOneSends() throws SQLException {
        var line = ApiLine.today();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        String account =
                line.staff()
                        .get("/api/v1/channels/" + line.channelId())
                        .expect(200)
                        .json()
                        .getString("account");
        limit(account, 2);
        try {
            var post =
                    line.write(
                            line.campaign("Budget"),
                            "Over the budget",
                            "Not all at once " + UUID.randomUUID(),
                            Instant.now());
            line.approve(line.submit(post));
            JsonObject waiting =
                    Waiting.until(
                            "deferred by the budget",
                            DEFERRED_WITHIN,
                            () -> line.publicationOf(post.getString("id")),
                            p -> !p.isNull("failure") && p.getString("failure").equals("budget"));
            assertThat(waiting.getString("state")).isEqualTo("SCHEDULED");
            assertThat(waiting.getInt("attempts")).isZero();

            limit(account, 5000);
            Database.superuser(
                    s ->
                            s.update(
                                    "update due set due_at = db_now(), claimed_until = null where ref = ?::uuid",
                                    waiting.getString("id")));
            assertThat(line.awaitPublished(post.getString("id")).getInt("attempts")).isEqualTo(1);
        } finally {
            Database.superuser(
                    s -> s.update("delete from budget_limit where subject = ?", account));
        }
    }

    @Test
    void aDisconnectedChannelHoldsWhatWasApproved() throws SQLException {
        var line = ApiLine.today();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        String owner = owner(line);
        byte[] sealed =
                (byte[])
                        Database.<Object>superuser(
                                s ->
                                        s.rows(
                                                        "select credential from channel where id = ?::uuid",
                                                        line.channelId())
                                                .get(0)
                                                .get(0));
        var post =
                line.write(
                        line.campaign("Disconnected"),
                        "Not connected",
                        "Waits for its account " + UUID.randomUUID(),
                        Instant.now());
        String submission = line.submit(post);
        credential(line, owner, null);
        try {
            line.approve(submission);
            JsonObject held =
                    Waiting.until(
                            "held",
                            DEFERRED_WITHIN,
                            () -> line.publicationOf(post.getString("id")),
                            p -> p.getString("state").equals("HELD"));
            assertThat(held.getString("failure")).isEqualTo("not_connected");
            credential(line, owner, sealed);
            line.staff()
                    .post(
                            "/api/v1/publications/" + held.getString("id") + "/retry",
                            JsonObject.EMPTY_JSON_OBJECT,
                            java.util.Map.of("If-Match", "\"" + held.get("version") + "\""))
                    .expect(200);
            line.awaitPublished(post.getString("id"));
        } finally {
            credential(line, owner, sealed);
        }
    }

    /** The client's owner: whoever connected the account in the demo. */
    private static String owner(ApiLine line) throws SQLException {
        return Database.superuser(
                s ->
                        s.text(
                                "select connected_by from channel where id = ?::uuid",
                                line.channelId()));
    }

    private static void credential(ApiLine line, String owner, byte[] sealed) throws SQLException {
        Database.as(
                line.agency(),
                owner,
                s ->
                        s.update(
                                "update channel set credential = ? where id = ?::uuid",
                                sealed,
                                line.channelId()));
    }

    private static void limit(String account, int points) throws SQLException {
        Database.superuser(
                s ->
                        s.update(
                                """
                                insert into budget_limit values
                                ('bluesky', 'ACCOUNT', ?, 3600, ?, 'a test', '2026-11-22')
                                on conflict (network, counted_by, subject, window_seconds)
                                do update set points = excluded.points""",
                                account,
                                points));
    }
}
