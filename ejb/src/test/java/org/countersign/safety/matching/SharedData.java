package org.countersign.safety.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Public data sets beside the project; tests that need an absent one are skipped and say so. */
final class SharedData {

    private SharedData() {}

    static List<String> lines(String set, String file) {
        Path path = folder().resolve(set).resolve(file);
        Assumptions.assumeTrue(
                Files.isReadable(path),
                "skipped: no public data at ../shared/data/" + set + "/" + file);
        try {
            return Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Beside the root of the build, which is the folder that holds the Maven wrapper. */
    private static Path folder() {
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root.resolveSibling("shared").resolve("data");
    }
}
