package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A whole product as a child process, for tests: a demo on free ports, its data below a folder of
 * the test's choice, archives deployed and undeployed while it runs. It stops when its owner closes
 * it or dies.
 */
public final class LauncherProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String ANSWER = "> ";
    private static final String READY = "run/ready.json";

    private final Path data;
    private final Path console;
    private final Map<String, String> settings;
    private final Process process;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
    private final Thread reader;
    private JsonObject ready;

    private LauncherProcess(Path distribution, Path data, Map<String, String> settings)
            throws IOException {
        this.data = data.toAbsolutePath();
        this.settings = settings;
        Files.createDirectories(this.data);
        this.console = this.data.resolve("console.txt");
        var builder = new ProcessBuilder(distribution.resolve("bin/countersign").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERSIGN_"));
        builder.environment().putAll(settings);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true);
        this.process = builder.start();
        this.reader = new Thread(this::read, "launcher-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a demo and returns when it is ready.
     *
     * @param more settings that differ from a demo's on free ports
     * @throws IllegalStateException with what the launcher said, when it did not become ready
     */
    public static LauncherProcess start(Path distribution, Path data, Map<String, String> more)
            throws IOException, InterruptedException {
        var process = begin(distribution, data, more);
        process.awaitReady();
        return process;
    }

    /** Starts a demo without waiting for it: for tests of starts that fail. */
    public static LauncherProcess begin(Path distribution, Path data, Map<String, String> more)
            throws IOException {
        var settings = new LinkedHashMap<String, String>();
        for (Settings.Port port : Settings.Port.values()) {
            settings.put(port.variable(), Integer.toString(Settings.freePort()));
        }
        settings.put("COUNTERSIGN_MODE", "demo");
        settings.put("COUNTERSIGN_COMMANDS", "stdin");
        settings.put("COUNTERSIGN_DATA", data.toAbsolutePath().toString());
        settings.putAll(more);
        return new LauncherProcess(distribution, data, settings);
    }

    /**
     * The settings of this start, ports included: given to another one, it runs in the same place.
     */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    public void awaitReady() throws InterruptedException {
        Path file = data.resolve(READY);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(file)) {
                JsonObject found = read(file);
                if (found.getJsonObject("pids").getInt("launcher") == process.pid()) {
                    ready = found;
                    return;
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("not ready: " + output());
    }

    /** All that the launcher wrote about this start: addresses, ports, process ids. */
    public JsonObject ready() {
        return ready;
    }

    public URI application() {
        return URI.create(ready.getString("application"));
    }

    /** The address of one agency; its host name is below {@code localhost}. */
    public URI agency(String id) {
        return URI.create(ready.getJsonObject("agencies").getString(id));
    }

    /** A part's process, as it is by now: Keycloak may have been started again. */
    public ProcessHandle part(String name) {
        int pid = read(data.resolve(READY)).getJsonObject("pids").getInt(name);
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** A generated secret by its name, for instance {@code application.password}. */
    public String secret(String name) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(data.resolve("secrets.properties"))));
        return properties.getProperty(name);
    }

    /**
     * @throws IllegalStateException with the cause in one line
     */
    public void deploy(String name, Path archive) throws IOException, InterruptedException {
        command("deploy " + name + " " + archive.toAbsolutePath());
    }

    public void undeploy(String name) throws IOException, InterruptedException {
        command("undeploy " + name);
    }

    public Process process() {
        return process;
    }

    /** What the launcher has written to its terminal. */
    public String output() {
        try {
            return Files.exists(console) ? Files.readString(console) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until all of the output of a launcher that has ended is there. */
    public void awaitOutput() throws InterruptedException {
        reader.join();
    }

    /** Stops everything in order and waits for it. */
    @Override
    public void close() throws IOException {
        process.toHandle().destroy(); // Process.destroy would close the output that is still read
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void command(String line) throws IOException, InterruptedException {
        answers.clear();
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        String answer = answers.poll(5, TimeUnit.MINUTES);
        if (answer == null || !answer.startsWith(org.countersign.server.child.ServerProcess.DONE)) {
            throw new IllegalStateException(line + ": " + answer);
        }
    }

    private void read() {
        try (var reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                var writer =
                        Files.newBufferedWriter(
                                console,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(ANSWER)) {
                    answers.offer(line.substring(ANSWER.length()));
                }
                writer.write(line);
                writer.newLine();
                writer.flush();
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static JsonObject read(Path file) {
        try (var reader = Json.createReader(new StringReader(Files.readString(file)))) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
