package org.countersign.server;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.countersign.server.child.ServerProcess;

/**
 * Payara Micro as a child process with a root directory of its own below the data, made anew at
 * each start: the configuration of an earlier start would make this one fail.
 */
final class ApplicationServer implements Part {

    static final String PROCESS = "application";

    private static final Duration BOOT_PATIENCE = Duration.ofMinutes(5);
    private static final Duration DEPLOY_PATIENCE = Duration.ofMinutes(10);
    private static final Duration PROOF_PATIENCE = Duration.ofMinutes(2);

    /** What is passed on as it was set; the application knows the defaults. */
    private static final List<String> OPTIONAL =
            List.of(
                    "COUNTERSIGN_SMTP_USER",
                    "COUNTERSIGN_SMTP_PASSWORD",
                    "COUNTERSIGN_API_AGENCY_AT_ONCE",
                    "COUNTERSIGN_API_AGENCY_PER_MINUTE",
                    "COUNTERSIGN_API_CALLER_PER_MINUTE",
                    "COUNTERSIGN_API_STRANGER_PER_MINUTE");

    private static final Duration AGENCIES_PATIENCE = Duration.ofMinutes(5);

    private final Settings settings;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Children children;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(64);
    private Process process;
    private Path log;
    private Path freshArchive;
    private volatile boolean proved;
    private volatile boolean listening;

    ApplicationServer(Settings settings, DataDirectory data, Secrets secrets, Children children) {
        this.settings = settings;
        this.data = data;
        this.secrets = secrets;
        this.children = children;
    }

    @Override
    public String title() {
        return "Payara Micro";
    }

    @Override
    public String start() throws Exception {
        Path root = freshRoot();
        log = data.freshLog(PROCESS);
        process = children.start(PROCESS, command(root), environment(root), log, true);
        Thread reader = new Thread(this::read, "application-answers");
        reader.setDaemon(true);
        reader.start();
        String answer = answer(BOOT_PATIENCE);
        if (!answer.startsWith(ServerProcess.BOOTED)) {
            throw new StartFailure("Payara Micro did not start: " + cause(answer));
        }
        listening = true;
        return "";
    }

    @Override
    public void stop() {
        if (process != null) {
            if (listening) {
                askToStop();
            } else {
                process.destroyForcibly(); // still booting or deploying: nothing in it to save
            }
            children.stop(PROCESS, process.toHandle());
            keepFreshArchive(process);
            process = null;
        }
    }

    private void askToStop() {
        try (OutputStream input = process.getOutputStream()) {
            input.write((proved ? "stop\n" : "halt\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
            process.waitFor(60, TimeUnit.SECONDS); // it may be writing its class archive
        } catch (IOException e) {
            // it has ended by itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Deploys and proves the product: the server's own answer is not enough, it says yes to failed
     * applications too.
     */
    void deployProduct() throws InterruptedException {
        Path ear = settings.application();
        String answer = command("deploy countersign " + ear, DEPLOY_PATIENCE);
        if (!answer.startsWith(ServerProcess.DONE)) {
            throw new StartFailure("The application could not be deployed: " + cause(answer));
        }
        var server = new JsonCalls("http://127.0.0.1:" + settings.port(Settings.Port.HTTP));
        long end = System.nanoTime() + PROOF_PATIENCE.toNanos();
        String seen = "no answer";
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                var health = server.get("/health/ready", "");
                seen = "HTTP " + health.status() + " " + health.body();
                if (health.ok() && provesUs(health)) {
                    proved = true;
                    return;
                }
            } catch (IOException e) {
                seen = e.toString();
            }
            Thread.sleep(250);
        }
        throw new StartFailure(
                "The application was deployed but never reported ready ("
                        + seen
                        + "); see "
                        + log
                        + ".");
    }

    /**
     * Waits until the application has brought up the operator's tenant, and in the demo its
     * agencies: Keycloak may have come up after it.
     */
    void awaitAgencies() throws InterruptedException {
        var server = new JsonCalls("http://127.0.0.1:" + settings.port(Settings.Port.HTTP));
        long end = System.nanoTime() + AGENCIES_PATIENCE.toNanos();
        String seen = "no answer";
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                var health = server.get("/health/started", "");
                if (health.ok()) {
                    return;
                }
                seen = health.body().toString();
            } catch (IOException e) {
                seen = e.toString();
            }
            Thread.sleep(250);
        }
        throw new StartFailure(
                "The operator's tenant did not come up (" + seen + "); see " + log + ".");
    }

    /** Sends one command and returns the one answer to it. */
    synchronized String command(String line, Duration patience) throws InterruptedException {
        answers.clear();
        listening = false;
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            return ServerProcess.FAILED + " the server has ended";
        }
        String answer = answer(patience);
        listening = true;
        return answer;
    }

    private static boolean provesUs(JsonCalls.Answer health) {
        return health.body() instanceof JsonObject body
                && body.containsKey("checks")
                && Demo.objects(body, "checks")
                        .anyMatch(c -> c.getString("name", "").equals("countersign"));
    }

    private String cause(String answer) {
        String text =
                answer.startsWith(ServerProcess.FAILED)
                        ? answer.substring(ServerProcess.FAILED.length())
                        : answer;
        return text.strip() + " (all of it is in " + log + ")";
    }

    private String answer(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            String answer = answers.poll(200, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            }
            if (!process.isAlive()) {
                String last = answers.poll();
                return last != null
                        ? last
                        : ServerProcess.FAILED
                                + " its process ended with code "
                                + process.exitValue();
            }
        }
        return ServerProcess.FAILED + " no answer within " + patience.toSeconds() + " s";
    }

    private void read() {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.offer(line);
            }
        } catch (IOException e) {
            // the process has ended; answer() finds out
        }
    }

    /**
     * All that the server writes is below the data, and its jars are linked to there: Payara finds
     * its modules only when class path and root directory are one place and no symbolic link.
     */
    private Path freshRoot() throws IOException {
        Path pristine = settings.home().resolve("payara");
        Path root = data.file("payara");
        EmbeddedDatabase.deleteTree(root);
        Files.createDirectories(root);
        place(pristine.resolve("launch-micro.jar"), root.resolve("launch-micro.jar"), true);
        place(pristine.resolve("runtime"), root.resolve("runtime"), true);
        for (String written : List.of("config", "docroot", "lib", "META-INF")) {
            place(pristine.resolve(written), root.resolve(written), false);
        }
        return root;
    }

    private static void place(Path from, Path to, boolean mayLink) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!mayLink || !linked(file, target)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** False where the data lie on another disk than the distribution. */
    private static boolean linked(Path file, Path target) {
        try {
            Files.createLink(target, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private List<String> command(Path root) throws IOException {
        var command = new ArrayList<String>();
        command.add(JavaRuntime.program());
        command.addAll(
                List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Djava.io.tmpdir=" + data.file("tmp")));
        command.add("-Duser.timezone=UTC");
        command.add("-Dhazelcast.socket.bind.any=false");
        command.add("-Dfish.payara.micro.UnpackDir=" + root);
        command.add("-Dfish.payara.micro.BootJar=" + root.resolve("launch-micro.jar").toUri());
        command.addAll(JavaRuntime.compiler(settings.demo()));
        command.addAll(classArchive());
        command.addAll(opens(settings.home().resolve("payara")));
        String classPath =
                Stream.of(
                                ownJar(),
                                root.resolve("launch-micro.jar"),
                                root.resolve("runtime/deployment-javaee-full.jar"),
                                root.resolve("runtime/appclient-connector.jar"))
                        .map(Path::toString)
                        .collect(java.util.stream.Collectors.joining(":"));
        command.addAll(List.of("-cp", classPath, ServerProcess.class.getName()));
        return command;
    }

    /**
     * The server's classes as the JVM keeps them in memory: written when a server ends, mapped by
     * the next ones, which then start in half the time. A note beside it says which jars and which
     * JVM it was made for. Servers of tests, which run once, make none, nor does production, whose
     * stop should not wait for it.
     */
    private List<String> classArchive() throws IOException {
        if (!settings.demo() || settings.commandsOnInput()) {
            return List.of();
        }
        Path archive = data.folder("cache").resolve("application.jsa");
        Path note = archive.resolveSibling("application.jsa.for");
        String fit =
                Runtime.version() + " " + modified(ownJar()) + " " + modified(pristineRuntime());
        boolean fits = Files.exists(note) && Files.readString(note).equals(fit);
        if (!fits || Files.notExists(archive)) {
            Files.deleteIfExists(archive);
            Files.writeString(note, fit);
            freshArchive = archive.resolveSibling("application.jsa.new");
            Files.deleteIfExists(freshArchive);
            return List.of(
                    "-XX:ArchiveClassesAtExit=" + freshArchive,
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr");
        }
        return List.of(
                "-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error:stderr");
    }

    /** Only an archive that was written to its end gets its name. */
    private void keepFreshArchive(Process ended) {
        try {
            if (freshArchive != null && ended.exitValue() == 0 && Files.exists(freshArchive)) {
                Files.move(
                        freshArchive,
                        freshArchive.resolveSibling("application.jsa"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException | IllegalThreadStateException e) {
            System.getLogger(ApplicationServer.class.getName())
                    .log(System.Logger.Level.INFO, "no class archive", e);
        }
    }

    private static String modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toString();
    }

    private Path pristineRuntime() {
        return settings.home().resolve("payara/launch-micro.jar");
    }

    /** The packages Payara reaches into, as its own start file lists them. */
    private static List<String> opens(Path payara) throws IOException {
        try (Stream<String> lines = Files.lines(payara.resolve(".env"))) {
            String options =
                    lines.filter(line -> line.startsWith("MICRO_OPENS="))
                            .map(
                                    line ->
                                            line.substring(
                                                    line.indexOf('"') + 1, line.lastIndexOf('"')))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no MICRO_OPENS in " + payara));
            return List.of(options.split("\\s+"));
        }
    }

    private Path ownJar() {
        Path jar = settings.home().resolve("lib/countersign-server.jar");
        if (Files.notExists(jar)) {
            throw new StartFailure("The distribution is incomplete: " + jar + " is missing.");
        }
        return jar;
    }

    private Map<String, String> environment(Path root) throws IOException {
        Map<String, String> environment = settings.childEnvironment();
        environment.put("COUNTERSIGN_MODE", settings.demo() ? "demo" : "production");
        environment.put(
                "COUNTERSIGN_HTTP_PORT", Integer.toString(settings.port(Settings.Port.HTTP)));
        environment.put("COUNTERSIGN_BASE_DOMAIN", settings.baseDomain());
        environment.put("COUNTERSIGN_PUBLIC_URL", settings.publicUrl());
        environment.put("COUNTERSIGN_MEDIA_URL", settings.mediaUrl());
        environment.put("COUNTERSIGN_KEYCLOAK_URL", settings.keycloakUrl());
        environment.put("COUNTERSIGN_KEYCLOAK_ADMIN_URL", settings.keycloakLocalUrl());
        environment.put(
                "COUNTERSIGN_KEYCLOAK_CLIENT_ID",
                settings.text("COUNTERSIGN_KEYCLOAK_CLIENT_ID").orElse(ProvisioningClient.ID));
        environment.put(
                "COUNTERSIGN_KEYCLOAK_CLIENT_SECRET",
                settings.text("COUNTERSIGN_KEYCLOAK_CLIENT_SECRET")
                        .orElseGet(() -> secrets.password(ProvisioningClient.SECRET)));
        environment.put("COUNTERSIGN_BACKCHANNEL_URL", settings.backchannelUrl());
        environment.put("COUNTERSIGN_DB_URL", settings.databaseUrl());
        environment.put(
                "COUNTERSIGN_DB_USER",
                settings.text("COUNTERSIGN_DB_USER").orElse("countersign_app"));
        environment.put(
                "COUNTERSIGN_DB_PASSWORD",
                settings.text("COUNTERSIGN_DB_PASSWORD")
                        .orElseGet(() -> secrets.password("application.password")));
        environment.put("COUNTERSIGN_SMTP_HOST", settings.smtpHost());
        environment.put(
                "COUNTERSIGN_SMTP_PORT", Integer.toString(settings.port(Settings.Port.SMTP)));
        environment.put(
                "COUNTERSIGN_SMTP_FROM",
                settings.text("COUNTERSIGN_SMTP_FROM").orElse("countersign@localhost"));
        for (String optional : OPTIONAL) {
            settings.text(optional).ifPresent(value -> environment.put(optional, value));
        }
        settings.text("COUNTERSIGN_OPERATOR_MAIL")
                .ifPresent(mail -> environment.put("COUNTERSIGN_OPERATOR_MAIL", mail));
        environment.put("COUNTERSIGN_SECRET_KEY_FILE", secretKeyFile());
        settings.text("COUNTERSIGN_TRUSTED_PROXIES")
                .ifPresent(value -> environment.put("COUNTERSIGN_TRUSTED_PROXIES", value));
        environment.put(
                "COUNTERSIGN_MANAGEMENT_TOKEN",
                settings.text("COUNTERSIGN_MANAGEMENT_TOKEN")
                        .orElseGet(() -> secrets.password("management.token")));
        if (settings.demo()) {
            environment.put("COUNTERSIGN_OUTBOUND_EXCEPTIONS", outboundExceptions());
            environment.put("COUNTERSIGN_DEMO_FILE", data.file("demo.json").toString());
        }
        return environment;
    }

    private String secretKeyFile() throws IOException {
        var given = settings.text("COUNTERSIGN_SECRET_KEY_FILE");
        return given.isPresent() ? given.get() : secrets.applicationKey().toString();
    }

    /** Exact addresses on this machine which the guarded outbound client may reach in a demo. */
    private String outboundExceptions() {
        String own =
                "127.0.0.1:%1$d,localhost:%1$d,localhost:%2$d"
                        .formatted(
                                settings.port(Settings.Port.BLUESKY),
                                // a realm of its own may play a client's sign-on
                                settings.port(Settings.Port.KEYCLOAK));
        return settings.text("COUNTERSIGN_OUTBOUND_EXCEPTIONS")
                .map(more -> own + "," + more)
                .orElse(own);
    }
}
