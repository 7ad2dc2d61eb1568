package org.countersign.acceptance.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.countersign.acceptance.product.Product;

/**
 * Finds a Chromium, or gets one: {@code COUNTERSIGN_CHROMIUM}, an installed one, the system's
 * package when this is root on a Debian, else Playwright's own download.
 */
final class ChromiumFinder {

    static final String VARIABLE = "COUNTERSIGN_CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long INSTALL_MINUTES = 10;

    private ChromiumFinder() {}

    /** The program to start; empty where Playwright is to bring its own. */
    static Optional<Path> find() {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isBlank()) {
            Path program = Path.of(given);
            if (!Files.isExecutable(program)) {
                throw new IllegalStateException(VARIABLE + " names no program: " + given);
            }
            return Optional.of(program);
        }
        Optional<Path> installed = installed();
        if (installed.isEmpty() && onPath("apt-get").isPresent() && root()) {
            install();
            installed = installed();
        }
        return installed;
    }

    /** What to do when neither worked. */
    static String advice() {
        return "No Chromium for the browser tests: install the package chromium, or name one in "
                + VARIABLE
                + ".";
    }

    private static Optional<Path> installed() {
        return NAMES.stream().map(ChromiumFinder::onPath).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Path> onPath(String name) {
        for (String folder : (System.getenv("PATH") + ":/usr/bin").split(":")) {
            Path program = Path.of(folder, name);
            if (!folder.isEmpty() && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void install() {
        Path log = Product.target().resolve("chromium-install.log");
        String update = "apt-get update -q";
        String install = "apt-get install -y -q --no-install-recommends chromium";
        try {
            var builder =
                    new ProcessBuilder(
                            "sh", "-c", install + " || (" + update + " && " + install + ")");
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            Process process = builder.start();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new IllegalStateException(advice(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
