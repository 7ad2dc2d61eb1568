package org.countersign.server;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * {@code rotate-key} puts a new key on top of the secret key file; from its next start on the
 * application seals with it and re-seals what older keys sealed. {@code drop-old-keys} takes the
 * older ones out of the file once the database needs none of them. Both work beside a running
 * installation.
 */
final class KeyCommands {

    static final String ROTATE = "rotate-key";
    static final String DROP = "drop-old-keys";

    private final Settings settings;
    private final PrintStream out;

    KeyCommands(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    static boolean know(String command) {
        return command.equals(ROTATE) || command.equals(DROP);
    }

    void run(String command) throws IOException {
        Path file =
                settings.text("COUNTERSIGN_SECRET_KEY_FILE")
                        .map(Path::of)
                        .orElse(settings.data().resolve("secret.key"));
        if (Files.notExists(file)) {
            throw new StartFailure("There is no secret key file " + file + " yet.");
        }
        var keys = new SecretKeys(file);
        if (command.equals(ROTATE)) {
            rotate(keys, file);
        } else {
            drop(keys, file);
        }
    }

    private void rotate(SecretKeys keys, Path file) throws IOException {
        int old = keys.numbers().size();
        if (old > 1) {
            throw new StartFailure(
                    "An earlier rotation is not finished: "
                            + file
                            + " still holds "
                            + old
                            + " keys. Start Countersign, then run "
                            + DROP
                            + ".");
        }
        int number = keys.add();
        out.println("Key " + number + " is on top of " + file + ".");
        out.println(
                "Give the file to every node and start each again; what the old key sealed is then"
                        + " sealed anew. After that run "
                        + DROP
                        + ".");
    }

    private void drop(SecretKeys keys, Path file) throws IOException {
        var needed = new TreeSet<Integer>();
        try (var connection =
                DriverManager.getConnection(databaseUrl(), migrator(), migratorPassword())) {
            needed.addAll(SecretKeys.used(connection));
        } catch (SQLException e) {
            throw new StartFailure(
                    "The database does not answer; start Countersign first: " + e.getMessage(), e);
        }
        int current = keys.numbers().get(0);
        needed.remove(current);
        if (!needed.isEmpty()) {
            throw new StartFailure(
                    "The database still holds secrets that key "
                            + SecretKeys.named(needed)
                            + " sealed; nothing was dropped. A running Countersign seals them anew.");
        }
        keys.dropOld();
        out.println(
                file
                        + " holds key "
                        + current
                        + " only. Keep the old key as long as you keep backups from before.");
    }

    /** An embedded database says in the ready file where it listens. */
    private String databaseUrl() throws IOException {
        Path ready = settings.data().resolve("run/ready.json");
        if (settings.externalDatabase()) {
            return settings.databaseUrl();
        }
        if (Files.notExists(ready)) {
            throw new StartFailure("Start Countersign first: its database is asked.");
        }
        try (var reader = jakarta.json.Json.createReader(Files.newBufferedReader(ready))) {
            return reader.readObject().getString("database");
        }
    }

    private String migrator() {
        return settings.text("COUNTERSIGN_DB_MIGRATOR_USER").orElse("countersign_migrator");
    }

    private String migratorPassword() throws IOException {
        Optional<String> given = settings.text("COUNTERSIGN_DB_MIGRATOR_PASSWORD");
        if (given.isPresent()) {
            return given.get();
        }
        var kept = new Properties();
        kept.load(
                new StringReader(Files.readString(settings.data().resolve("secrets.properties"))));
        return kept.getProperty("migrator.password", "");
    }
}
