package org.countersign.acceptance.product;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.server.LauncherProcess;

/**
 * The built distribution, running as a demo on free ports with its data below {@code target}: one
 * start for all test classes, at the first one's first wish. A start that failed is not tried
 * again; every test then says why.
 */
public final class Product {

    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("countersign.distribution"));
    private static final Path TARGET = Path.of(System.getProperty("countersign.target"));
    private static final Path DATA = TARGET.resolve("product");
    private static final Path LOG = TARGET.resolve("server.log");
    private static final Duration STOP_AT_MOST = Duration.ofSeconds(90);
    private static final int LAST_LINES = 40;

    /** Tests ask more in a minute than people and programs do in an hour. */
    private static final Map<String, String> IN_A_HURRY =
            Map.of(
                    "COUNTERSIGN_API_AGENCY_AT_ONCE", "32",
                    "COUNTERSIGN_API_AGENCY_PER_MINUTE", "24000",
                    "COUNTERSIGN_API_CALLER_PER_MINUTE", "2400",
                    "COUNTERSIGN_API_STRANGER_PER_MINUTE", "6000");

    /** Downloaded packages, the only thing that one run leaves for the next. */
    private static final Path KEPT = DATA.resolve("bluesky/network");

    private static LauncherProcess launcher;
    private static String failure = "";
    private static String deployed = "";

    private Product() {}

    /** The running launcher, with the product's own application deployed. */
    public static synchronized LauncherProcess running() {
        start();
        deploy(DISTRIBUTION.resolve("application/countersign.ear"));
        return launcher;
    }

    /** The same launcher with another application in the product's place. */
    public static synchronized LauncherProcess running(Path application) {
        start();
        deploy(application);
        return launcher;
    }

    public static Path ear() {
        return DISTRIBUTION.resolve("application/countersign.ear");
    }

    /** What the demo was filled with: people, brands, accounts. */
    public static JsonObject demo() {
        Path file = Path.of(running().ready().getString("demo"));
        try {
            return Api.object(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data directory of the running product. */
    public static Path data() {
        return DATA;
    }

    public static Path distribution() {
        return DISTRIBUTION;
    }

    public static Path target() {
        return TARGET;
    }

    /** Starts again on the same data and ports, after a test has ended the launcher its own way. */
    public static synchronized LauncherProcess startAgain() {
        if (launcher.process().isAlive()) {
            throw new IllegalStateException("the launcher still runs");
        }
        keepLog();
        start(launcher.settings());
        return launcher;
    }

    private static void start() {
        if (launcher == null && failure.isEmpty()) {
            if (Files.notExists(DISTRIBUTION.resolve("bin/countersign"))) {
                failure = "no distribution in " + DISTRIBUTION + ": build ear/server first";
            } else {
                clear();
                start(IN_A_HURRY);
            }
        }
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
    }

    private static void start(Map<String, String> settings) {
        long began = System.nanoTime();
        try {
            launcher = LauncherProcess.begin(DISTRIBUTION, DATA, settings);
            launcher.awaitReady();
            deployed = print(ear());
            say("ready after %.1f s", began);
        } catch (IOException | IllegalStateException e) {
            failure = "The product did not start: " + e.getMessage() + "\n" + lastLines();
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "The start was interrupted.";
            stop();
        }
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
    }

    private static void deploy(Path application) {
        String wanted = print(application);
        if (deployed.equals(wanted)) {
            return;
        }
        long began = System.nanoTime();
        try {
            launcher.undeploy("countersign");
            launcher.deploy("countersign", application);
            deployed = wanted;
            say("deployed " + application.getFileName() + " in %.1f s", began);
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + lastLines(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String print(Path archive) {
        return archive + " of " + archive.toFile().lastModified();
    }

    /** Ends the launcher by TERM and demands that nothing of it is left. */
    public static synchronized void stop() {
        if (launcher == null) {
            return;
        }
        long began = System.nanoTime();
        List<ProcessHandle> all = new ArrayList<>(launcher.process().descendants().toList());
        all.add(launcher.process().toHandle());
        try {
            launcher.close();
            long end = System.nanoTime() + STOP_AT_MOST.toNanos();
            while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
                Thread.sleep(100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            keepLog();
            launcher = null;
        }
        List<Long> left =
                all.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
        say("stopped after %.1f s", began);
        if (!left.isEmpty()) {
            throw new IllegalStateException("still running after TERM: " + left);
        }
    }

    /** The last lines of what the launcher and its application server wrote. */
    public static String lastLines() {
        var text = new StringBuilder();
        for (String name : List.of("console.txt", "logs/application.log")) {
            List<String> lines = lines(DATA.resolve(name));
            text.append("---- ").append(name).append('\n');
            lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
                    : List.of();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private static void keepLog() {
        try {
            for (String name :
                    List.of("console.txt", "logs/launcher.log", "logs/application.log")) {
                List<String> kept = new ArrayList<>(List.of("==== " + name));
                kept.addAll(lines(DATA.resolve(name)));
                Files.write(LOG, kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear() {
        try {
            Files.deleteIfExists(LOG);
            if (Files.notExists(DATA)) {
                return;
            }
            try (Stream<Path> files = Files.walk(DATA)) {
                for (Path file :
                        files.filter(f -> !f.startsWith(KEPT) && !KEPT.startsWith(f))
                                .sorted(Comparator.reverseOrder())
                                .toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String what, long began) {
        System.out.printf(Locale.ROOT, "product " + what + "%n", (System.nanoTime() - began) / 1e9);
    }
}
