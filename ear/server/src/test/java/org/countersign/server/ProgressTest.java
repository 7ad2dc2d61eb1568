package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void aStepIsOneLineWithItsSeconds() {
        Progress progress = progress(false);
        progress.begin("PostgreSQL");
        clock.addAndGet(3 * SECOND / 2);
        progress.done("PostgreSQL", "18.6");

        assertThat(lines()).containsExactly("  ok  PostgreSQL                    1.5 s   18.6");
    }

    @Test
    void whatIsMissingIsSaid() {
        Progress progress = progress(false);
        progress.begin("Bluesky network");
        progress.missing("Bluesky network", "npm is not installed");

        assertThat(lines())
                .containsExactly(
                        "  --  Bluesky network               0.0 s   npm is not installed");
    }

    @Test
    void aLongWaitIsMentionedInALog() {
        Progress progress = progress(false);
        progress.begin("Keycloak");
        clock.addAndGet(5 * SECOND);
        progress.tick();
        clock.addAndGet(20 * SECOND);
        progress.tick();
        progress.tick();

        assertThat(lines()).containsExactly("  .. Keycloak 25 s");
    }

    @Test
    void aTerminalShowsWhatIsUnderWayAndWipesIt() {
        Progress progress = progress(true);
        progress.begin("Keycloak");
        progress.done("Keycloak", "");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("  .. Keycloak 0 s\r")
                .endsWith("\r  ok  Keycloak                      0.0 s" + System.lineSeparator());
    }

    private Progress progress(boolean terminal) {
        return new Progress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, clock::get);
    }

    private java.util.List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
