package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeysTest {

    private static final String OLD = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir Path directory;
    private Path file;
    private SecretKeys keys;

    @BeforeEach
    void oneKey() throws IOException {
        file = directory.resolve("secret.key");
        Files.writeString(file, OLD + "\n");
        keys = new SecretKeys(file);
    }

    @Test
    void aNewKeyComesOnTopAndTheOldOneStays() throws IOException {
        assertThat(keys.add()).isEqualTo(2);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo("1 " + OLD);
        assertThat(Base64.getDecoder().decode(lines.get(0).split(" ")[1]))
                .hasSize(32)
                .isNotEqualTo(new byte[32]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        keys.dropOld();
        assertThat(Files.readAllLines(file)).containsExactly(lines.get(0));
        assertThat(keys.add()).isEqualTo(3);
    }

    @Test
    void numbersBeginAgainAfterTheLastAndLeaveOutWhatIsTaken() throws IOException {
        Files.writeString(file, "255 " + OLD + "\n1 " + OLD + "\n");

        assertThat(keys.add()).isEqualTo(2);
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        keys.requireAll(Set.of(1));

        assertThatThrownBy(() -> keys.requireAll(Set.of(1, 4)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("sealed with key 4");
    }

    @Test
    void aSecondRotationWaitsForTheEndOfTheFirst() throws IOException {
        assertThat(run(KeyCommands.ROTATE)).contains("Key 2").doesNotContain(OLD);

        assertThatThrownBy(() -> run(KeyCommands.ROTATE))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not finished");
    }

    @Test
    void nothingIsDroppedUnasked() {
        assertThatThrownBy(() -> run(KeyCommands.DROP))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("Start Countersign first");
    }

    private String run(String command) throws IOException {
        var out = new ByteArrayOutputStream();
        var settings =
                Settings.of(
                        Map.of(
                                "COUNTERSIGN_MODE",
                                "demo",
                                "COUNTERSIGN_DATA",
                                directory.toString()),
                        directory);
        new KeyCommands(settings, new PrintStream(out, true, StandardCharsets.UTF_8)).run(command);
        return out.toString(StandardCharsets.UTF_8);
    }
}
