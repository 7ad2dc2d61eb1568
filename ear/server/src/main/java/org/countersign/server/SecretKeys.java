package org.countersign.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The file with the keys that seal what is secret in the database: one a line, {@code number
 * base64}, the current one first; a line without a number is key 1. The application re-seals what
 * older keys sealed; here the file is changed and compared with what the database holds.
 */
final class SecretKeys {

    private static final int KEY_BYTES = 32;
    private static final int NUMBERS = 255;

    private final Path file;

    SecretKeys(Path file) {
        this.file = file;
    }

    /** Numbers of the keys in the file, the current one first. */
    List<Integer> numbers() throws IOException {
        return keyLines().stream().map(SecretKeys::number).toList();
    }

    /**
     * Puts a new key on top; the others stay below it.
     *
     * @return its number
     */
    int add() throws IOException {
        List<String> lines = keyLines();
        Set<Integer> taken = new TreeSet<>(numbers());
        int number = number(lines.get(0));
        do {
            number = number % NUMBERS + 1;
        } while (taken.contains(number));
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        var fresh = new ArrayList<String>();
        fresh.add(number + " " + Base64.getEncoder().encodeToString(key));
        lines.forEach(line -> fresh.add(number(line) + " " + base64(line)));
        write(fresh);
        return number;
    }

    /** Leaves only the current key. */
    void dropOld() throws IOException {
        String current = keyLines().get(0);
        write(List.of(number(current) + " " + base64(current)));
    }

    /** Numbers of the keys that sealed something which is in the database now, of any agency. */
    static Set<Integer> used(Connection migrator) throws SQLException {
        var used = new TreeSet<Integer>();
        try (var statement = migrator.createStatement()) {
            var queries = new ArrayList<String>();
            try (var rows =
                    statement.executeQuery(
                            """
                            select format('select distinct get_byte(%1$I, 0) from %2$I where %1$I is not null',
                                          column_name, table_name)
                            from sealed_column""")) {
                while (rows.next()) {
                    queries.add(rows.getString(1));
                }
            }
            for (String query : queries) {
                try (var rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        used.add(rows.getInt(1));
                    }
                }
            }
        }
        return used;
    }

    /**
     * @throws StartFailure when the database holds a secret that no key of the file opens
     */
    void requireAll(Set<Integer> used) throws IOException {
        var missing = new TreeSet<>(used);
        numbers().forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new StartFailure(
                    "The database holds secrets that were sealed with key "
                            + named(missing)
                            + ", which "
                            + file
                            + " does not hold; put its line back below the first one.");
        }
    }

    static String named(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private List<String> keyLines() throws IOException {
        List<String> lines =
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        if (lines.isEmpty()) {
            throw new StartFailure("The secret key file " + file + " holds no key.");
        }
        return lines;
    }

    private static int number(String line) {
        String[] parts = line.split("\\s+");
        if (parts.length == 1) {
            return 1;
        }
        if (!parts[0].matches("[1-9][0-9]{0,2}")) {
            throw new StartFailure(
                    "A line of the secret key file is a number and 32 bytes in base64.");
        }
        return Integer.parseInt(parts[0]);
    }

    private static String base64(String line) {
        String[] parts = line.split("\\s+");
        return parts[parts.length - 1];
    }

    /** As a whole or not at all, readable by the owner only: a lost key is a lost credential. */
    private void write(List<String> lines) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path fresh =
                Files.createTempFile(
                        folder,
                        ".secret",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try (var channel = java.nio.channels.FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(
                    java.nio.ByteBuffer.wrap(
                            (String.join("\n", lines) + "\n")
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
