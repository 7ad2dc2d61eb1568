package org.countersign.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keycloak in production mode, built when the distribution was packaged, on a database of its own.
 * It listens on the loopback address and answers to one fixed host name.
 */
final class KeycloakServer implements Part {

    static final String PROCESS = "keycloak";
    static final String ADMIN = "countersign-admin";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Settings settings;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Children children;
    private Process process;

    KeycloakServer(Settings settings, DataDirectory data, Secrets secrets, Children children) {
        this.settings = settings;
        this.data = data;
        this.secrets = secrets;
        this.children = children;
    }

    @Override
    public String title() {
        return "Keycloak";
    }

    /**
     * Starts it again after its process ended.
     *
     * @return false when that failed, or the launcher is about to stop everything
     */
    boolean startedAgain() throws IOException, InterruptedException {
        try {
            start();
            return true;
        } catch (StartFailure failure) {
            return false;
        }
    }

    @Override
    public String start() throws IOException, InterruptedException {
        Path log = data.freshLog(PROCESS);
        process = children.start(PROCESS, command(), environment(), log, false);
        var health =
                new JsonCalls(
                        "http://localhost:" + settings.port(Settings.Port.KEYCLOAK_MANAGEMENT));
        if (!health.answers("/health/ready", PATIENCE, process::isAlive)) {
            throw new StartFailure("Keycloak did not become ready; the reason is in " + log + ".");
        }
        return settings.keycloakUrl();
    }

    @Override
    public void stop() {
        if (process != null) {
            children.stop(PROCESS, process.toHandle());
            process = null;
        }
    }

    /** What Keycloak's own script would run, without the shell that stays in between. */
    private List<String> command() {
        Path home = settings.home().resolve("keycloak");
        var command = new ArrayList<String>();
        command.add(JavaRuntime.program());
        command.addAll(JavaRuntime.compiler(settings.demo()));
        command.addAll(
                List.of(
                        "-Xms64m",
                        "-Xmx400m",
                        "-XX:MetaspaceSize=96M",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Duser.language=en",
                        "-Duser.country=US",
                        "-Djava.io.tmpdir=" + data.file("tmp"),
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                        "-Dkc.home.dir=" + home,
                        "-Djboss.server.config.dir=" + home.resolve("conf"),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dpicocli.disable.closures=true",
                        "-Dquarkus-log-max-startup-records=10000"));
        command.addAll(
                List.of(
                        "-cp",
                        home.resolve("lib/quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + settings.port(Settings.Port.KEYCLOAK),
                        "--http-management-port="
                                + settings.port(Settings.Port.KEYCLOAK_MANAGEMENT),
                        "--hostname=" + settings.keycloakUrl(),
                        "--hostname-strict=true",
                        "--cache=local"));
        settings.text("COUNTERSIGN_TRUSTED_PROXIES")
                .ifPresent(
                        proxies ->
                                command.addAll(
                                        List.of(
                                                "--proxy-headers=xforwarded",
                                                "--proxy-trusted-addresses=" + proxies)));
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = settings.childEnvironment();
        String url =
                "jdbc:postgresql://127.0.0.1:"
                        + settings.port(Settings.Port.POSTGRES)
                        + "/keycloak";
        environment.put("KC_DB_URL", settings.text("COUNTERSIGN_KEYCLOAK_DB_URL").orElse(url));
        environment.put(
                "KC_DB_USERNAME", settings.text("COUNTERSIGN_KEYCLOAK_DB_USER").orElse("keycloak"));
        environment.put(
                "KC_DB_PASSWORD",
                settings.text("COUNTERSIGN_KEYCLOAK_DB_PASSWORD")
                        .orElseGet(() -> secrets.password("keycloak.database.password")));
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.password("keycloak.admin.password"));
        return environment;
    }
}
