package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.Waiting;
import org.countersign.server.LauncherProcess;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The launcher ends in the middle of the line, first by TERM, then by KILL, and starts again:
 * nothing is lost, and what was due in between goes out exactly once, counted on the network.
 */
@Order(Integer.MAX_VALUE - 10)
class RestartIT {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(90);
    private static final String AFTER_EVERY_LEASE = "10 minutes";
    private static final int BURST = 5;

    @Test
    void termThenKillInTheMiddleOfTheLineLosesNothing() throws Exception {
        var line = ApiLine.today();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        String mark = UUID.randomUUID().toString().substring(0, 8);
        String campaign = line.campaign("Restart");
        JsonObject submitted =
                line.write(campaign, "Across TERM", "Submitted before TERM " + mark, Instant.now());
        String submission = line.submit(submitted);
        JsonObject approved =
                line.write(
                        campaign,
                        "Due after TERM",
                        "Approved before TERM " + mark,
                        Instant.now().plusSeconds(20));
        line.approve(line.submit(approved));

        var before = Product.running();
        before.process().toHandle().destroy();
        assertThat(before.process().waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(parts(before)).noneMatch(ProcessHandle::isAlive);

        var after = Product.startAgain();
        assertThat(after.output()).doesNotContain("An earlier start was killed");
        assertThat(line.awaitPublished(approved.getString("id")).getInt("attempts")).isEqualTo(1);
        line.approve(submission);
        line.awaitPublished(submitted.getString("id"));

        // now in the middle of a burst, without a word of warning
        List<JsonObject> burst = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            burst.add(line.write(campaign, "Burst " + i, "Burst " + i + " " + mark, Instant.now()));
        }
        List<String> asked = burst.stream().map(line::submit).toList();
        asked.forEach(line::approve);
        List<ProcessHandle> orphans = parts(after);
        after.process().toHandle().destroyForcibly();
        assertThat(after.process().waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();

        var again = Product.startAgain();
        assertThat(again.output()).contains("An earlier start was killed; ended what it left: ");
        assertThat(orphans).noneMatch(ProcessHandle::isAlive);
        // what the killed one had claimed is looked at again when its lease ends: not in minutes,
        // now
        moveClock(AFTER_EVERY_LEASE);
        try {
            burst.forEach(post -> line.awaitPublished(post.getString("id")));
        } finally {
            moveClock("0");
        }

        String account = accountOf(line, submitted);
        List<String> texts =
                line.records(account).stream()
                        .map(r -> r.getJsonObject("value").getString("text"))
                        .filter(text -> text.endsWith(mark))
                        .toList();
        var expected =
                new ArrayList<>(
                        List.of("Submitted before TERM " + mark, "Approved before TERM " + mark));
        for (int i = 0; i < BURST; i++) {
            expected.add("Burst " + i + " " + mark);
        }
        assertThat(texts).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void moveClock(String interval) throws SQLException {
        Database.superuser(s -> s.update("update clock_shift set shift = ?::interval", interval));
    }

    private static String accountOf(ApiLine line, JsonObject post) {
        return Waiting.until(
                        "a record's address",
                        ENDS_WITHIN,
                        () -> line.publicationOf(post.getString("id")).getString("uri", ""),
                        uri -> uri.startsWith("at://"))
                .split("/")[2];
    }

    private static List<ProcessHandle> parts(LauncherProcess launcher) {
        var pids = launcher.ready().getJsonObject("pids");
        return pids.keySet().stream()
                .filter(name -> !name.equals("launcher"))
                .map(name -> ProcessHandle.of(pids.getInt(name)))
                .flatMap(Optional::stream)
                .toList();
    }
}
