package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real Bluesky servers on this machine, from npm by a lockfile, with one account for each demo
 * channel. The product runs without them: what is missing is said and the channels stay not
 * connected.
 */
final class BlueskyNetwork implements Part {

    static final String PROCESS = "bluesky";
    static final String INSTALLATION = "bluesky-install";

    /** The network cannot be had; the product goes on without it. */
    static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1L;

        Unavailable(String why) {
            super(why);
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long INSTALL_MINUTES = 10;

    private final Settings settings;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Children children;
    private final Demo demo;
    private final Progress progress;
    private final Map<String, Demo.Account> accounts = new LinkedHashMap<>();
    private Process process;

    BlueskyNetwork(
            Settings settings,
            DataDirectory data,
            Secrets secrets,
            Children children,
            Demo demo,
            Progress progress) {
        this.settings = settings;
        this.data = data;
        this.secrets = secrets;
        this.children = children;
        this.demo = demo;
        this.progress = progress;
    }

    @Override
    public String title() {
        return "Bluesky network";
    }

    @Override
    public String start() throws IOException, InterruptedException, Unavailable {
        Path folder = install();
        Path log = data.freshLog(PROCESS);
        process = children.start(PROCESS, command(folder), environment(), log, true);
        var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var ready = new java.util.concurrent.CountDownLatch(1);
        Thread reader = new Thread(() -> copy(output, log, ready), "bluesky-output");
        reader.setDaemon(true);
        reader.start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.await(100, TimeUnit.MILLISECONDS)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new Unavailable("did not start; see " + log);
            }
        }
        var pds = new JsonCalls(settings.blueskyUrl());
        int made = 0;
        for (String handle : demo.handles()) {
            made += ensureAccount(pds, handle) ? 1 : 0;
        }
        return accounts.size() + " accounts" + (made > 0 ? ", " + made + " new" : "");
    }

    @Override
    public void stop() {
        if (process != null) {
            children.stop(PROCESS, process.toHandle());
            process = null;
        }
    }

    /** Accounts by handle; empty when the network is not there. */
    Map<String, Demo.Account> accounts() {
        return accounts;
    }

    // ---- the packages ----

    private Path install() throws IOException, InterruptedException, Unavailable {
        Path source = settings.home().resolve("bluesky");
        Path folder = data.folder("bluesky/network");
        Path stamp = folder.resolve("installed-package-lock.json");
        String lock = Files.readString(source.resolve("package-lock.json"));
        Files.copy(
                source.resolve("start.mjs"),
                folder.resolve("start.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(stamp) && Files.readString(stamp).equals(lock)) {
            return folder;
        }
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(
                    source.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path npm =
                npm().orElseThrow(
                                () ->
                                        new Unavailable(
                                                "npm is not installed: demo channels are not connected"));
        progress.begin("npm packages");
        Path log = data.freshLog(INSTALLATION);
        Process install =
                children.start(
                        INSTALLATION,
                        List.of(
                                npm.toString(),
                                "ci",
                                "--prefix",
                                folder.toString(),
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                "--cache",
                                data.folder("bluesky/npm-cache").toString()),
                        settings.childEnvironment(),
                        log,
                        false);
        boolean ended = false;
        try {
            ended = install.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
        } finally {
            install.destroyForcibly(); // if it goes on: it begins anew at the next start
            children.stop(INSTALLATION, install.toHandle());
        }
        if (!ended || install.exitValue() != 0) {
            progress.missing("npm packages", "not to be had; see " + log);
            throw new Unavailable("its packages could not be had: demo channels are not connected");
        }
        Files.writeString(stamp, lock);
        EmbeddedDatabase.deleteTree(data.file("bluesky/npm-cache"));
        progress.done("npm packages", "for the Bluesky network, this once");
        return folder;
    }

    private Optional<Path> npm() {
        for (String folder : settings.text("PATH").orElse("").split(":")) {
            Path candidate = Path.of(folder, "npm");
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    // ---- the process ----

    private List<String> command(Path folder) throws Unavailable {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        Path node = folder.resolve("node_modules/node-linux-" + architecture + "/bin/node");
        if (!Files.isExecutable(node)) {
            throw new Unavailable("npm brought no Node.js for this machine (" + architecture + ")");
        }
        return List.of(
                node.toString(),
                "--max-old-space-size=384",
                folder.resolve("start.mjs").toString());
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = settings.childEnvironment();
        environment.put("NODE_ENV", "production");
        environment.put("BLUESKY_DATA", data.folder("bluesky").toString());
        environment.put(
                "BLUESKY_DATABASE_URL",
                "postgresql://bluesky:"
                        + secrets.password("bluesky.database.password")
                        + "@127.0.0.1:"
                        + settings.port(Settings.Port.POSTGRES)
                        + "/bluesky");
        environment.put("BLUESKY_PDS_PORT", Integer.toString(settings.port(Settings.Port.BLUESKY)));
        environment.put(
                "BLUESKY_PLC_PORT", Integer.toString(settings.port(Settings.Port.BLUESKY_PLC)));
        environment.put(
                "BLUESKY_APPVIEW_PORT",
                Integer.toString(settings.port(Settings.Port.BLUESKY_APPVIEW)));
        environment.put("BLUESKY_JWT_SECRET", secrets.password("bluesky.jwt.secret"));
        environment.put("BLUESKY_ADMIN_PASSWORD", secrets.password("bluesky.admin.password"));
        environment.put("BLUESKY_ROTATION_KEY", secrets.curveKey("bluesky.rotation.key"));
        return environment;
    }

    private static void copy(
            BufferedReader output, Path log, java.util.concurrent.CountDownLatch ready) {
        try (var writer =
                Files.newBufferedWriter(
                        log,
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("ready")) {
                    ready.countDown();
                }
                writer.write(line);
                writer.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- the accounts ----

    private boolean ensureAccount(JsonCalls pds, String handle)
            throws IOException, InterruptedException, Unavailable {
        Path file = data.folder("bluesky/accounts").resolve(handle + ".json");
        if (Files.exists(file)) {
            JsonObject kept = read(file);
            if (signIn(pds, kept.getString("did"), kept.getString("appPassword")).ok()) {
                accounts.put(
                        handle,
                        new Demo.Account(kept.getString("did"), kept.getString("appPassword")));
                return false;
            }
        }
        String password = secrets.password("bluesky.account." + handle);
        var session =
                pds.post(
                        "/xrpc/com.atproto.server.createAccount",
                        "",
                        object(
                                "handle",
                                handle,
                                "email",
                                "social@" + handle,
                                "password",
                                password));
        if (!session.ok()) {
            session = signIn(pds, handle, password);
        }
        if (!session.ok()) {
            throw new Unavailable(
                    "the account " + handle + " could not be made: HTTP " + session.status());
        }
        String did = session.body().asJsonObject().getString("did");
        String name =
                "countersign-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        var app =
                pds.post(
                        "/xrpc/com.atproto.server.createAppPassword",
                        "Bearer " + session.body().asJsonObject().getString("accessJwt"),
                        object("name", name));
        if (!app.ok()) {
            throw new Unavailable(
                    "no application password for " + handle + ": HTTP " + app.status());
        }
        var account = new Demo.Account(did, app.body().asJsonObject().getString("password"));
        data.writePrivately(
                file,
                object("did", account.did(), "appPassword", account.appPassword()).toString());
        accounts.put(handle, account);
        return true;
    }

    private static JsonCalls.Answer signIn(JsonCalls pds, String identifier, String password)
            throws IOException, InterruptedException {
        return pds.post(
                "/xrpc/com.atproto.server.createSession",
                "",
                object("identifier", identifier, "password", password));
    }

    private static JsonObject read(Path file) throws IOException {
        try (var reader = Json.createReader(new StringReader(Files.readString(file)))) {
            return reader.readObject();
        }
    }

    private static JsonObject object(String... namesAndValues) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            JsonValue value = Json.createValue(namesAndValues[i + 1]);
            object.add(namesAndValues[i], value);
        }
        return object.build();
    }
}
