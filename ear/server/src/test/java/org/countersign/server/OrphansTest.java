package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

    @TempDir Path root;

    private DataDirectory data;
    private Process sleeper;

    @BeforeEach
    void startAProcess() throws IOException {
        data = DataDirectory.take(root, true);
        sleeper = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endIt() throws IOException {
        sleeper.destroyForcibly();
        data.close();
    }

    @Test
    void theNextStartEndsWhatWasLeft() throws Exception {
        new Orphans(data).remember("sleeper", sleeper.toHandle());

        assertThat(new Orphans(data).stopAll()).containsExactly("sleeper");
        assertThat(sleeper.waitFor()).isNotZero();
        assertThat(new Orphans(data).pids()).isEmpty();
    }

    @Test
    void aReusedProcessIdIsLeftAlone() throws IOException {
        new Orphans(data).remember("sleeper", sleeper.toHandle());
        Path file = root.resolve("run/processes.json");
        String start = Orphans.Mark.of(sleeper.toHandle()).start();
        Files.writeString(file, Files.readString(file).replace(start, start + "1"));

        assertThat(new Orphans(data).stopAll()).isEmpty();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void anotherProgramIsLeftAlone() throws IOException {
        new Orphans(data).remember("sleeper", sleeper.toHandle());
        Path file = root.resolve("run/processes.json");
        Files.writeString(file, Files.readString(file).replace("sleep\"", "postgres\""));

        assertThat(new Orphans(data).stopAll()).isEmpty();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void whatEndedInOrderIsForgotten() throws IOException {
        var orphans = new Orphans(data);
        orphans.remember("sleeper", sleeper.toHandle());
        orphans.forget("sleeper");

        assertThat(new Orphans(data).stopAll()).isEmpty();
        assertThat(sleeper.isAlive()).isTrue();
    }
}
