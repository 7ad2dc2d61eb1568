package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.Seal;
import org.countersign.acceptance.product.Waiting;
import org.countersign.server.LauncherProcess;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The secret key is replaced while much is sealed with the old one, and the launcher is killed in
 * the middle: what was not sealed anew yet is afterwards, and then the old key can go.
 */
@Order(Integer.MAX_VALUE - 9)
class KeyRotationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** More than one agency does in a moment, so that a kill falls into the middle. */
    private static final int MANY = 6000;

    private static final String LEFT =
            "select count(*) from channel where get_byte(credential, 0) <> ?";

    @Test
    void aRotationThatIsKilledGoesOnAndTheOldKeyCanGo() throws Exception {
        var line = ApiLine.today();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        int old = key(line);
        plant(line);
        try {
            rotate(line, old);
        } finally {
            Database.superuser(s -> s.update("delete from channel where handle like 'planted-%'"));
        }
    }

    private void rotate(ApiLine line, int old) throws Exception {
        String said = command("rotate-key", 0);
        int fresh = Integer.parseInt(said.replaceFirst("(?s)Key ([0-9]+) .*", "$1"));
        assertThat(command("rotate-key", 1)).contains("An earlier rotation is not finished");
        assertThat(command("drop-old-keys", 1)).contains("still holds secrets that key " + old);

        end(Product.running());
        var killed =
                LauncherProcess.begin(
                        Product.distribution(), Product.data(), Product.running().settings());
        long seen =
                Waiting.until("some are sealed anew", PATIENCE, () -> left(fresh), n -> n < MANY);
        List<ProcessHandle> all = killed.process().descendants().toList();
        killed.process().toHandle().destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        killed.process().waitFor();
        assertThat(seen).as("killed in the middle").isPositive();

        Product.startAgain();
        Waiting.until("all are sealed anew", PATIENCE, () -> left(fresh), n -> n == 0);
        long entries =
                Database.superuser(
                        s ->
                                s.number(
                                        """
                                        select sum((detail::jsonb ->> 'count')::int) from audit_entry
                                        where action = 'secrets.resealed' and subject_id = ?""",
                                        Integer.toString(fresh)));
        assertThat(entries).isGreaterThanOrEqualTo(MANY);

        assertThat(command("drop-old-keys", 0)).contains("holds key " + fresh + " only");
        assertThat(Files.readAllLines(keyFile())).hasSize(1);
        var post =
                line.write(
                        line.campaign("Rotation"),
                        "After the rotation",
                        "Sealed anew " + UUID.randomUUID(),
                        Instant.now());
        line.approve(line.submit(post));
        line.awaitPublished(post.getString("id"));

        aMissingKeyIsNamed(fresh);
    }

    private void aMissingKeyIsNamed(int fresh) throws Exception {
        Path file = keyFile();
        String kept = Files.readString(file);
        end(Product.running());
        Files.writeString(file, kept.replaceFirst("^[0-9]+ ", (fresh % 255 + 1) + " "));
        try {
            assertThat(command("", 1))
                    .contains("secrets that were sealed with key " + fresh)
                    .contains("does not hold");
        } finally {
            Files.writeString(file, kept);
            Product.startAgain();
        }
    }

    /** Copies of a sealed secret, each of which opens for no channel but is sealed like one. */
    private static void plant(ApiLine line) throws SQLException {
        String brand = line.brandId();
        Database.superuser(
                s -> {
                    s.update("set local session_replication_role = replica");
                    return s.update(
                            """
                            insert into channel (agency_id, id, brand_id, network, handle, account, service_url)
                            select ?, gen_random_uuid(), ?::uuid, 'bluesky', 'planted-' || n, 'did:plc:planted' || n,
                                   'https://planted.example'
                            from generate_series(1, ?::int) n""",
                            line.agency(),
                            brand,
                            MANY);
                });
        var secrets = new Seal(keyFile());
        List<String> ids =
                Database.superuser(
                        s -> s.texts("select id from channel where handle like 'planted-%'"));
        Database.superuser(
                s -> {
                    s.update("set local session_replication_role = replica");
                    for (String id : ids) {
                        s.update(
                                "update channel set credential = ? where id = ?::uuid",
                                secrets.seal("planted", id),
                                id);
                    }
                    return ids.size();
                });
    }

    private static int key(ApiLine line) throws SQLException {
        return (int)
                (long)
                        Database.<Long>superuser(
                                s ->
                                        s.number(
                                                "select get_byte(credential, 0) from channel where id = ?::uuid",
                                                line.channelId()));
    }

    private static long left(int fresh) {
        try {
            return Database.superuser(s -> s.number(LEFT, fresh));
        } catch (SQLException e) {
            return Long.MAX_VALUE; // the database is not up yet
        }
    }

    private static void end(LauncherProcess launcher) throws InterruptedException {
        launcher.process().toHandle().destroy();
        assertThat(launcher.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static Path keyFile() {
        return Product.data().resolve("secret.key");
    }

    /** The documented command line, on the product's own data. */
    private static String command(String name, int code) throws InterruptedException {
        try {
            var words = new ArrayList<String>();
            words.add(Product.distribution().resolve("bin/countersign").toString());
            if (!name.isEmpty()) {
                words.add(name);
            }
            var builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().keySet().removeIf(n -> n.startsWith("COUNTERSIGN_"));
            builder.environment().putAll(Product.running().settings());
            Process process = builder.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isEqualTo(code);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
