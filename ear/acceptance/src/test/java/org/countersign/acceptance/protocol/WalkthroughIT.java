package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Product;
import org.junit.jupiter.api.Test;

/** The documented curl lines work as written, from the first token to the social server. */
class WalkthroughIT {

    private static final int MINUTES_MAX = 4;

    @Test
    void theDocumentedCallsCarryAPostToTheSocialServer() throws Exception {
        var ready = Product.running().ready();
        assumeTrue(
                !ready.getString("bluesky").isEmpty(),
                "the local Bluesky network is not running: is npm installed?");
        assumeTrue(installed("curl"), "curl is not installed");
        Path transcript = Product.target().resolve("api-walkthrough.txt");

        var script = new ProcessBuilder("sh", "../../docs/api-walkthrough.sh");
        script.environment()
                .put("COUNTERSIGN", ready.getJsonObject("agencies").getString("harbour"));
        var walk = script.redirectErrorStream(true).redirectOutput(transcript.toFile()).start();
        boolean ended = walk.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        walk.destroy();

        String output = Files.readString(transcript);
        assertThat(ended).as(output).isTrue();
        assertThat(walk.exitValue()).as(output).isZero();
        assertThat(output).contains("\"state\":\"PUBLISHED\"", "\"whole\":true");
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
