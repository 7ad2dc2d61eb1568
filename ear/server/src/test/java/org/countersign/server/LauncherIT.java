package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail and starts after a kill, on the packaged distribution. */
class LauncherIT {

    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("countersign.distribution"));

    /** What an external Keycloak says when it is asked for our parts. */
    private static final String PARTS =
            """
            {"authenticators": ["countersign-session", "countersign-sign-in", "countersign-own-sign-on"],
             "listeners": ["countersign-change-mails"], "policies": ["countersign-guessable"],
             "themes": ["login", "email"]}""";

    /** Only PostgreSQL and the server: what is tested here needs neither Keycloak nor Bluesky. */
    private static Map<String, String> small;

    private static HttpServer keycloak;

    @BeforeAll
    static void aKeycloakThatHasOurParts() throws IOException {
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext(
                "/realms/master/countersign/parts",
                exchange -> {
                    byte[] body = PARTS.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        keycloak.start();
        small =
                Map.of(
                        "COUNTERSIGN_BLUESKY", "off",
                        "COUNTERSIGN_KEYCLOAK_URL",
                                "http://localhost:" + keycloak.getAddress().getPort(),
                        "COUNTERSIGN_APPLICATION", "none");
    }

    @AfterAll
    static void noMore() {
        keycloak.stop(0);
    }

    @Test
    void aKeycloakThatIsNotThereIsOneSentence() throws Exception {
        try (var launcher =
                LauncherProcess.begin(
                        DISTRIBUTION,
                        root,
                        with("COUNTERSIGN_KEYCLOAK_URL", "http://localhost:1"))) {
            assertThat(exitOf(launcher)).isEqualTo(1);
            assertThat(launcher.output().lines().toList())
                    .last()
                    .isEqualTo(
                            "Keycloak at http://localhost:1 does not answer; start it, or correct"
                                    + " COUNTERSIGN_KEYCLOAK_URL.");
        }
    }

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path root;

    @Test
    void aTakenPortIsOneSentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = with("COUNTERSIGN_HTTP_PORT", Integer.toString(taken.getLocalPort()));
            try (var launcher = LauncherProcess.begin(DISTRIBUTION, root, settings)) {
                assertThat(exitOf(launcher)).isEqualTo(1);
                assertThat(launcher.output().lines().toList())
                        .last()
                        .isEqualTo(
                                "Port "
                                        + taken.getLocalPort()
                                        + ", meant for the application, is taken; free it or set"
                                        + " COUNTERSIGN_HTTP_PORT to another one.");
            }
        }
        assertThat(root.resolve("postgres")).doesNotExist();
    }

    @Test
    void productionDemandsItsSettings() throws Exception {
        try (var launcher =
                LauncherProcess.begin(
                        DISTRIBUTION, root, Map.of("COUNTERSIGN_MODE", "production"))) {
            assertThat(exitOf(launcher)).isEqualTo(1);
            assertThat(launcher.output())
                    .startsWith("Set COUNTERSIGN_BASE_DOMAIN: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void anApplicationThatFailsEndsTheStartWithItsCause() throws Exception {
        Path broken = withoutDriver(DISTRIBUTION.resolve("application/countersign.ear"));
        try (var launcher =
                LauncherProcess.begin(
                        DISTRIBUTION,
                        root.resolve("data"),
                        with("COUNTERSIGN_APPLICATION", broken.toString()))) {
            assertThat(exitOf(launcher)).isEqualTo(1);
            assertThat(launcher.output().lines().toList())
                    .last()
                    .asString()
                    .startsWith("The application could not be deployed: ")
                    .contains("org.postgresql.ds.PGSimpleDataSource");
        }
        assertThat(Files.readString(root.resolve("data/run/processes.json"))).isEqualTo("[]");
    }

    @Test
    void whatIsKilledLosesNothingAndLeavesNothing() throws Exception {
        ProcessHandle postgres;
        Map<String, String> settings;
        try (var first = LauncherProcess.start(DISTRIBUTION, root, small)) {
            settings = first.settings();
            try (Connection connection = superuser(first);
                    var statement = connection.createStatement()) {
                statement.execute("create table kept (n int)");
                statement.execute("insert into kept values (42)");
            }
            postgres = first.part("postgresql");

            try (var second = LauncherProcess.begin(DISTRIBUTION, root, settings)) {
                assertThat(exitOf(second)).isEqualTo(1);
                assertThat(second.output()).contains("Countersign is already running on " + root);
            }
            first.process().destroyForcibly().waitFor();
        }
        assertThat(postgres.isAlive()).isTrue();

        try (var again = LauncherProcess.start(DISTRIBUTION, root, settings)) {
            assertThat(postgres.isAlive()).isFalse();
            assertThat(again.output())
                    .contains("An earlier start was killed; ended what it left: ");
            try (Connection connection = superuser(again);
                    var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery(
                                    "select n, current_setting('fsync') from kept")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(42);
                assertThat(rows.getString(2)).isEqualTo("on");
            }
            again.part("application").destroyForcibly();
            assertThat(exitOf(again)).isEqualTo(1);
            assertThat(again.output())
                    .contains("The process application ended unexpectedly; its log is ");
        }
        assertThat(Files.readString(root.resolve("run/processes.json"))).isEqualTo("[]");
        assertThat(root.resolve("run/ready.json")).doesNotExist();
    }

    private static Map<String, String> with(String variable, String value) {
        var settings = new HashMap<>(small);
        settings.put(variable, value);
        return settings;
    }

    private static int exitOf(LauncherProcess launcher) throws InterruptedException {
        Duration patience = Duration.ofMinutes(3);
        assertThat(launcher.process().waitFor(patience.toSeconds(), TimeUnit.SECONDS)).isTrue();
        launcher.awaitOutput();
        return launcher.process().exitValue();
    }

    private static Connection superuser(LauncherProcess launcher) throws Exception {
        return DriverManager.getConnection(
                launcher.ready().getString("database"),
                "postgres",
                launcher.secret("postgres.password"));
    }

    private Path withoutDriver(Path ear) throws IOException {
        Path copy =
                Files.copy(ear, root.resolve("broken.ear"), StandardCopyOption.REPLACE_EXISTING);
        try (var in = new ZipInputStream(Files.newInputStream(ear));
                var out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().equals("lib/postgresql.jar")) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
        return copy;
    }
}
