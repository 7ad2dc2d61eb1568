package org.countersign.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Starts the product, waits and stops it. What depends on nothing starts at the same time; the
 * order of stopping is the reverse of the order in which the parts were begun.
 */
public final class Launcher {

    private static final Duration COMMAND_PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_REVIVALS = Duration.ofSeconds(2);
    private static final int REVIVALS = 5;
    private static final String READY = "run/ready.json";

    /** Lets others know what runs where. */
    private interface Announcement {
        void write() throws IOException;
    }

    /** A step of the start that runs beside others. */
    private interface Step {
        void run() throws Exception;
    }

    private final Settings settings;
    private final PrintStream out;
    private final Progress progress;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Deque<Part> begun = new ArrayDeque<>();
    private final ExecutorService steps = Executors.newCachedThreadPool(Launcher::daemon);
    private final AtomicBoolean reviving = new AtomicBoolean();
    private volatile String sentence = "";
    private volatile KeycloakServer keycloak;
    private volatile Announcement announcement = () -> {};
    private DataDirectory data;
    private Orphans orphans;
    private Children children;
    private boolean stopped;

    private Launcher(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.progress = new Progress(out, System.console() != null, System::nanoTime);
    }

    public static void main(String[] arguments) {
        var out =
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out),
                        true,
                        StandardCharsets.UTF_8);
        int code = 1;
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        try {
            JavaRuntime.check();
            Path home = Path.of(System.getProperty("countersign.home", "."));
            var settings = Settings.of(System.getenv(), home);
            if (arguments.length == 0) {
                code = new Launcher(settings, out).run();
            } else if (arguments.length == 1 && KeyCommands.know(arguments[0])) {
                new KeyCommands(settings, out).run(arguments[0]);
                code = 0;
            } else {
                throw new StartFailure(
                        "Countersign knows the commands "
                                + KeyCommands.ROTATE
                                + " and "
                                + KeyCommands.DROP
                                + "; without one it starts.");
            }
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
        } catch (IOException e) {
            System.err.println("The data directory cannot be used: " + e.getMessage() + ".");
        }
        System.exit(code);
    }

    private int run() throws IOException {
        long began = System.nanoTime();
        progress.say(
                "Countersign"
                        + (settings.demo() ? " demo" : "")
                        + "   data in "
                        + settings.data()
                        + "\n");
        data = DataDirectory.take(settings.data(), settings.demo());
        logToFile();
        orphans = new Orphans(data);
        Files.deleteIfExists(data.file(READY));
        List<String> left = orphans.stopAll();
        if (!left.isEmpty()) {
            progress.say(
                    "  An earlier start was killed; ended what it left: "
                            + String.join(", ", left)
                            + ".");
        }
        checkPorts();
        children = new Children(orphans, this::endedUnexpectedly);
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start(began);
            end.await();
        } catch (StartFailure e) {
            if (!children.closed()) {
                sentence = e.getMessage();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
        if (!sentence.isEmpty()) {
            System.err.println(sentence);
            return 1;
        }
        return 0;
    }

    private void start(long began) throws IOException, InterruptedException {
        var secrets = new Secrets(data);
        Optional<Demo> demo = settings.demo() ? Optional.of(new Demo(settings)) : Optional.empty();
        Optional<BlueskyNetwork> bluesky =
                demo.filter(d -> settings.bluesky())
                        .map(
                                d ->
                                        new BlueskyNetwork(
                                                settings, data, secrets, children, d, progress));
        var application = new ApplicationServer(settings, data, secrets, children);
        ScheduledExecutorService ticker =
                Executors.newSingleThreadScheduledExecutor(Launcher::daemon);
        ticker.scheduleAtFixedRate(progress::tick, 1, 1, TimeUnit.SECONDS);
        try {
            if (settings.demoMail()) {
                begin(new DemoMail(settings, data));
            }
            if (!settings.externalDatabase()) {
                begin(new EmbeddedDatabase(settings, data, secrets, children));
            }
            var seedable = new CountDownLatch(2);
            together(
                    () -> startKeycloak(secrets),
                    () -> {
                        begin(new Migration(settings, data, secrets));
                        seedable.countDown();
                    },
                    () -> {
                        startBluesky(bluesky);
                        seedable.countDown();
                    },
                    () -> {
                        begin(application);
                        seedable.await();
                        writeSeed(demo, bluesky);
                        if (settings.deploys()) {
                            begin(new Application(application));
                        }
                    });
        } finally {
            ticker.shutdownNow();
        }
        if (settings.deploys()) {
            begin(new Agencies(application, settings));
        }
        boolean connected = bluesky.filter(b -> !b.accounts().isEmpty()).isPresent();
        if (connected && settings.deploys()) {
            begin(new DemoStory(settings, demo.orElseThrow(), Clock.systemUTC().instant()));
        }
        var summary = new Summary(settings, data);
        announcement =
                () ->
                        data.writePrivately(
                                data.file(READY),
                                summary.readyFile(orphans.pids(), demo, connected) + "\n");
        announcement.write();
        summary.print(out, (System.nanoTime() - began) / 1e9, demo, connected);
        if (settings.commandsOnInput()) {
            steps.execute(() -> obey(application));
        }
    }

    /** The product itself, which lives and ends with its server. */
    private record Application(ApplicationServer server) implements Part {

        @Override
        public String title() {
            return "Application";
        }

        @Override
        public String start() throws InterruptedException {
            server.deployProduct();
            return "proved by its health check";
        }

        @Override
        public void stop() {
            // stops with its server
        }
    }

    /** What the application makes in Keycloak after both are up. */
    private record Agencies(ApplicationServer server, Settings settings) implements Part {

        @Override
        public String title() {
            return settings.demo() ? "Demo agencies" : "Operator's tenant";
        }

        @Override
        public String start() throws InterruptedException {
            server.awaitAgencies();
            return settings.publicUrl(settings.operatorHost());
        }

        @Override
        public void stop() {
            // nothing runs on
        }
    }

    private void writeSeed(Optional<Demo> demo, Optional<BlueskyNetwork> bluesky)
            throws IOException {
        if (demo.isPresent()) {
            var accounts = bluesky.map(BlueskyNetwork::accounts).orElse(Map.of());
            data.writePrivately(data.file("demo.json"), demo.get().seed(accounts).toString());
        }
    }

    private void startKeycloak(Secrets secrets) {
        if (!settings.externalKeycloak()) {
            var server = new KeycloakServer(settings, data, secrets, children);
            begin(server);
            keycloak = server;
        }
        begin(new SignInPages(settings));
        boolean mayAdminister =
                !settings.externalKeycloak()
                        || settings.text("COUNTERSIGN_KEYCLOAK_ADMIN_PASSWORD").isPresent();
        if (mayAdminister && !settings.ownProvisioningClient()) {
            begin(new ProvisioningClient(settings, secrets));
        }
    }

    private void startBluesky(Optional<BlueskyNetwork> bluesky) {
        if (bluesky.isEmpty()) {
            return;
        }
        BlueskyNetwork network = bluesky.get();
        try {
            begin(network);
        } catch (StartFailure e) {
            if (children.closed() || !(e.getCause() instanceof BlueskyNetwork.Unavailable)) {
                throw e;
            }
            network.stop();
        }
    }

    /** Starts one part and shows how it went. */
    private void begin(Part part) {
        progress.begin(part.title());
        synchronized (begun) {
            begun.push(part);
        }
        try {
            String remark = part.start();
            progress.done(part.title(), remark);
        } catch (StartFailure e) {
            failed(part);
            throw e;
        } catch (BlueskyNetwork.Unavailable e) {
            progress.missing(part.title(), e.getMessage());
            throw new StartFailure(part.title() + " " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The start was stopped.", e);
        } catch (Exception e) {
            failed(part);
            System.getLogger(Launcher.class.getName())
                    .log(System.Logger.Level.ERROR, part.title(), e);
            throw new StartFailure(
                    part.title() + " could not be started: " + e.getMessage() + ".", e);
        }
    }

    private void failed(Part part) {
        if (!children.closed()) {
            progress.failed(part.title());
        }
    }

    /** Runs the steps beside each other; the first failure ends the wait. */
    private void together(Step... all) throws InterruptedException {
        var completion = new ExecutorCompletionService<Void>(steps);
        for (Step step : all) {
            completion.submit(
                    () -> {
                        step.run();
                        return null;
                    });
        }
        for (int i = 0; i < all.length; i++) {
            Future<Void> done = completion.take();
            try {
                done.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StartFailure failure) {
                    throw failure;
                }
                throw new StartFailure("The start failed: " + e.getCause() + ".", e.getCause());
            }
        }
    }

    private void checkPorts() {
        settings.portsInUse()
                .forEach(
                        (port, number) -> {
                            try (var socket = new ServerSocket()) {
                                socket.setReuseAddress(true);
                                socket.bind(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), number));
                            } catch (IOException e) {
                                throw new StartFailure(
                                        "Port "
                                                + number
                                                + ", meant for "
                                                + port.user()
                                                + ", is taken; free it or set "
                                                + port.variable()
                                                + " to another one.",
                                        e);
                            }
                        });
    }

    private void endedUnexpectedly(String name) {
        if (name.equals(BlueskyNetwork.INSTALLATION)) {
            return;
        }
        if (name.equals(BlueskyNetwork.PROCESS)) {
            progress.say(
                    "  --  The Bluesky network ended; its log is "
                            + data.file("logs/bluesky.log")
                            + ".");
            return;
        }
        if (name.equals(KeycloakServer.PROCESS) && keycloak != null) {
            steps.execute(this::reviveKeycloak);
            return;
        }
        endWithout(name);
    }

    /**
     * Without Keycloak people go on with what they have open, so its end is not the product's: it
     * is started again.
     */
    private void reviveKeycloak() {
        if (!reviving.compareAndSet(false, true)) {
            return; // it ended while it was being started again
        }
        progress.say(
                "  --  Keycloak ended; it is started again. Its log is "
                        + data.file("logs/keycloak.log.1")
                        + ".");
        try {
            for (int attempt = 1; !keycloak.startedAgain(); attempt++) {
                if (attempt == REVIVALS) {
                    endWithout(KeycloakServer.PROCESS);
                    return;
                }
                Thread.sleep(BETWEEN_REVIVALS.multipliedBy(attempt).toMillis());
            }
            announcement.write();
            progress.say("  --  Keycloak is back.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            System.getLogger(Launcher.class.getName())
                    .log(System.Logger.Level.ERROR, "Keycloak", e);
            endWithout(KeycloakServer.PROCESS);
        } finally {
            reviving.set(false);
        }
    }

    private void endWithout(String name) {
        sentence =
                "The process "
                        + name
                        + " ended unexpectedly; its log is "
                        + data.file("logs/" + name + ".log")
                        + ".";
        end.countDown();
    }

    private void obey(ApplicationServer application) {
        try (var input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (line.strip().equals("stop")) {
                    break;
                }
                out.println("> " + application.command(line.strip(), COMMAND_PATIENCE));
            }
        } catch (IOException e) {
            System.getLogger(Launcher.class.getName()).log(System.Logger.Level.WARNING, "input", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.countDown();
    }

    private synchronized void stop() {
        if (stopped || children == null) {
            return;
        }
        stopped = true;
        long began = System.nanoTime();
        children.close();
        steps.shutdownNow();
        try {
            Files.deleteIfExists(data.file(READY));
            synchronized (begun) {
                if (!begun.isEmpty()) {
                    progress.say("\nStopping.");
                }
                while (!begun.isEmpty()) {
                    stop(begun.pop());
                }
                orphans.stopAll(); // what a part had begun when the stop came between
                progress.say(
                        String.format(
                                Locale.ROOT,
                                "Stopped after %.1f s.",
                                (System.nanoTime() - began) / 1e9));
            }
            end.countDown();
            data.close();
        } catch (IOException e) {
            System.getLogger(Launcher.class.getName()).log(System.Logger.Level.WARNING, "stop", e);
        }
    }

    private void stop(Part part) {
        try {
            part.stop();
        } catch (RuntimeException e) {
            System.getLogger(Launcher.class.getName())
                    .log(System.Logger.Level.WARNING, part.title(), e);
        }
    }

    /** The terminal is for people: what libraries have to say goes to a file. */
    private void logToFile() throws IOException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        var file = new FileHandler(data.freshLog("launcher").toString());
        file.setFormatter(new SimpleFormatter());
        root.addHandler(file);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        return thread;
    }
}
