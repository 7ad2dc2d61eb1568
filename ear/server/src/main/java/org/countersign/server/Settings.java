package org.countersign.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the environment asks for, checked as a whole before anything starts. Everything defaults to
 * the strict side; only {@code COUNTERSIGN_MODE=demo} relaxes it.
 */
final class Settings {

    /** The ports this installation may listen on, in the order in which they are reported. */
    enum Port {
        HTTP("COUNTERSIGN_HTTP_PORT", 8080, "the application"),
        KEYCLOAK("COUNTERSIGN_KEYCLOAK_PORT", 8180, "Keycloak"),
        KEYCLOAK_MANAGEMENT("COUNTERSIGN_KEYCLOAK_MANAGEMENT_PORT", 8190, "Keycloak's health page"),
        MAIL("COUNTERSIGN_MAIL_PORT", 8025, "the demo mail page"),
        SMTP("COUNTERSIGN_SMTP_PORT", 8026, "the demo mail server"),
        POSTGRES("COUNTERSIGN_POSTGRES_PORT", 8432, "PostgreSQL"),
        BLUESKY("COUNTERSIGN_BLUESKY_PORT", 8583, "the local Bluesky server"),
        BLUESKY_PLC("COUNTERSIGN_BLUESKY_PLC_PORT", 8582, "the local Bluesky directory"),
        BLUESKY_APPVIEW("COUNTERSIGN_BLUESKY_APPVIEW_PORT", 8584, "the local Bluesky view");

        private final String variable;
        private final int usual;
        private final String user;

        Port(String variable, int usual, String user) {
            this.variable = variable;
            this.usual = usual;
            this.user = user;
        }

        String variable() {
            return variable;
        }

        String user() {
            return user;
        }
    }

    private static final String NO_APPLICATION = "none";
    private static final int FIRST_FREE = 20_000;
    private static final int LAST_FREE = 32_000;
    private static final String HOST_PLACEHOLDER = "{host}";

    private final Map<String, String> environment;
    private final boolean demo;
    private final Path home;
    private final Path data;
    private final Map<Port, Integer> ports;

    private Settings(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
        this.demo =
                switch (text("COUNTERSIGN_MODE").orElse("production").toLowerCase(Locale.ROOT)) {
                    case "demo" -> true;
                    case "production" -> false;
                    default ->
                            throw new StartFailure(
                                    "COUNTERSIGN_MODE is either demo or production.");
                };
        this.data =
                text("COUNTERSIGN_DATA")
                        .map(Path::of)
                        .orElse(home.resolve("data"))
                        .toAbsolutePath()
                        .normalize();
        this.ports = readPorts();
    }

    /**
     * Reads the environment of this process.
     *
     * @throws StartFailure naming the first variable that is missing or makes no sense
     */
    static Settings of(Map<String, String> environment, Path home) {
        var settings = new Settings(environment, home.toAbsolutePath().normalize());
        settings.check();
        return settings;
    }

    boolean demo() {
        return demo;
    }

    Path home() {
        return home;
    }

    Path data() {
        return data;
    }

    int port(Port port) {
        return ports.get(port);
    }

    /** Every port that the parts of this installation will open. */
    Map<Port, Integer> portsInUse() {
        var used = new LinkedHashMap<Port, Integer>();
        used.put(Port.HTTP, port(Port.HTTP));
        if (!externalKeycloak()) {
            used.put(Port.KEYCLOAK, port(Port.KEYCLOAK));
            used.put(Port.KEYCLOAK_MANAGEMENT, port(Port.KEYCLOAK_MANAGEMENT));
        }
        if (demoMail()) {
            used.put(Port.MAIL, port(Port.MAIL));
            used.put(Port.SMTP, port(Port.SMTP));
        }
        if (!externalDatabase()) {
            used.put(Port.POSTGRES, port(Port.POSTGRES));
        }
        if (bluesky()) {
            used.put(Port.BLUESKY, port(Port.BLUESKY));
            used.put(Port.BLUESKY_PLC, port(Port.BLUESKY_PLC));
            used.put(Port.BLUESKY_APPVIEW, port(Port.BLUESKY_APPVIEW));
        }
        return used;
    }

    boolean externalDatabase() {
        return text("COUNTERSIGN_DB_URL").isPresent();
    }

    boolean externalKeycloak() {
        return text("COUNTERSIGN_KEYCLOAK_URL").isPresent();
    }

    boolean externalMail() {
        return text("COUNTERSIGN_SMTP_HOST").isPresent();
    }

    boolean demoMail() {
        return demo && !externalMail();
    }

    /**
     * The local network needs our own PostgreSQL; an installation against an external one has none.
     */
    boolean bluesky() {
        return demo && !externalDatabase() && !"off".equals(text("COUNTERSIGN_BLUESKY").orElse(""));
    }

    String databaseUrl() {
        return text("COUNTERSIGN_DB_URL")
                .orElse("jdbc:postgresql://127.0.0.1:" + port(Port.POSTGRES) + "/countersign");
    }

    String baseDomain() {
        return text("COUNTERSIGN_BASE_DOMAIN").orElse("localhost");
    }

    /** The address people use, with the place where an agency's host name goes. */
    String publicUrl() {
        return text("COUNTERSIGN_PUBLIC_URL")
                .orElse(
                        demo
                                ? "http://" + HOST_PLACEHOLDER + ":" + port(Port.HTTP)
                                : "https://" + HOST_PLACEHOLDER);
    }

    String publicUrl(String host) {
        return publicUrl().replace(HOST_PLACEHOLDER, host);
    }

    /**
     * User media come from a host of their own, which no cookie of the application ever reaches.
     */
    String mediaUrl() {
        return text("COUNTERSIGN_MEDIA_URL").orElse(publicUrl("media." + baseDomain()));
    }

    /** Keycloak as browsers and the application see it; its realms' issuers begin with it. */
    String keycloakUrl() {
        return text("COUNTERSIGN_KEYCLOAK_URL")
                .or(() -> text("COUNTERSIGN_KEYCLOAK_HOSTNAME"))
                .orElse("http://localhost:" + port(Port.KEYCLOAK))
                .replaceAll("/+$", "");
    }

    /** Keycloak as this machine reaches it. */
    String keycloakLocalUrl() {
        return externalKeycloak() ? keycloakUrl() : "http://localhost:" + port(Port.KEYCLOAK);
    }

    /** Where the people who run the installation sign in. */
    String operatorHost() {
        return text("COUNTERSIGN_OPERATOR_HOST")
                .orElse("operator." + baseDomain())
                .toLowerCase(Locale.ROOT);
    }

    /** The operator made the client that provisions, as an external Keycloak needs it. */
    boolean ownProvisioningClient() {
        return text("COUNTERSIGN_KEYCLOAK_CLIENT_SECRET").isPresent();
    }

    /**
     * The application as Keycloak reaches it. On one machine that is past the proxy: the public
     * address may lead out and nowhere back.
     */
    String backchannelUrl() {
        return text("COUNTERSIGN_BACKCHANNEL_URL")
                .orElse(
                        externalKeycloak() && !demo
                                ? publicUrl()
                                : "http://127.0.0.1:" + port(Port.HTTP));
    }

    String issuer(String realm) {
        return keycloakUrl() + "/realms/" + realm;
    }

    String smtpHost() {
        return text("COUNTERSIGN_SMTP_HOST").orElse("127.0.0.1");
    }

    String mailPage() {
        return "http://localhost:" + port(Port.MAIL) + "/";
    }

    String blueskyUrl() {
        return "http://127.0.0.1:" + port(Port.BLUESKY);
    }

    /** The EAR to migrate the database for and to deploy. */
    Path application() {
        return text("COUNTERSIGN_APPLICATION")
                .filter(given -> !given.equals(NO_APPLICATION))
                .map(Path::of)
                .orElse(home.resolve("application/countersign.ear"));
    }

    /** False for tests that deploy an archive of their own into an otherwise complete product. */
    boolean deploys() {
        return !text("COUNTERSIGN_APPLICATION").orElse("").equals(NO_APPLICATION);
    }

    /** Commands on standard input: for tests that deploy archives of their own. */
    boolean commandsOnInput() {
        return "stdin".equals(text("COUNTERSIGN_COMMANDS").orElse(""));
    }

    Optional<String> text(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(String::strip)
                .filter(t -> !t.isEmpty());
    }

    /** The environment of a child process: ours without any of the product's own variables. */
    Map<String, String> childEnvironment() {
        var kept = new TreeMap<String, String>();
        environment.forEach(
                (name, value) -> {
                    if (!name.startsWith("COUNTERSIGN_")
                            && !name.startsWith("KC_")
                            && !name.startsWith("PG")) {
                        kept.put(name, value);
                    }
                });
        kept.put("TMPDIR", data.resolve("tmp").toString());
        return kept;
    }

    private Map<Port, Integer> readPorts() {
        var numbers = new LinkedHashMap<Port, Integer>();
        for (Port port : Port.values()) {
            int usual =
                    switch (port) {
                        case BLUESKY_PLC, BLUESKY_APPVIEW ->
                                beside(numbers.get(Port.BLUESKY), port);
                        default -> port.usual;
                    };
            if (port == Port.SMTP && externalMail()) {
                usual = 587;
            }
            numbers.put(port, number(port, usual));
        }
        return numbers;
    }

    private int beside(int bluesky, Port port) {
        boolean chosenByUs = "0".equals(text(Port.BLUESKY.variable).orElse(""));
        return chosenByUs ? 0 : bluesky + (port == Port.BLUESKY_PLC ? -1 : 1);
    }

    private int number(Port port, int usual) {
        String given = text(port.variable).orElse(Integer.toString(usual));
        if (!given.matches("\\d{1,5}") || Integer.parseInt(given) > 65535) {
            throw new StartFailure(
                    port.variable + " is a port from 1 to 65535, not '" + given + "'.");
        }
        int number = Integer.parseInt(given);
        return number == 0 ? freePort() : number;
    }

    /**
     * A port number of 0 means any that is free now; below the range from which the system takes
     * the near ends of connections, so that it stays free until it is used.
     */
    static int freePort() {
        var random = new SecureRandom();
        while (true) {
            int port = FIRST_FREE + random.nextInt(LAST_FREE - FIRST_FREE);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // taken: another one
            }
        }
    }

    private void check() {
        if (externalDatabase()) {
            demand("COUNTERSIGN_DB_USER", "the application's role in the external database");
            demand("COUNTERSIGN_DB_PASSWORD", "the password of the application's role");
            demand("COUNTERSIGN_DB_MIGRATOR_USER", "the role that changes the schema");
            demand("COUNTERSIGN_DB_MIGRATOR_PASSWORD", "the password of the migrator");
            if (!externalKeycloak()) {
                demand(
                        "COUNTERSIGN_KEYCLOAK_DB_URL",
                        "the JDBC address of Keycloak's own database");
                demand("COUNTERSIGN_KEYCLOAK_DB_USER", "Keycloak's role in that database");
                demand("COUNTERSIGN_KEYCLOAK_DB_PASSWORD", "the password of that role");
            }
        }
        if (!publicUrl().contains(HOST_PLACEHOLDER)) {
            throw new StartFailure(
                    "COUNTERSIGN_PUBLIC_URL must contain {host}, where each agency's host name goes.");
        }
        if (!demo) {
            checkProduction();
        }
    }

    private void checkProduction() {
        demand("COUNTERSIGN_BASE_DOMAIN", "the domain below which the agencies' host names lie");
        if (baseDomain().equals("localhost") || baseDomain().endsWith(".localhost")) {
            throw new StartFailure(
                    "COUNTERSIGN_BASE_DOMAIN is a real domain in production, not localhost.");
        }
        if (!externalKeycloak()) {
            demand(
                    "COUNTERSIGN_KEYCLOAK_HOSTNAME",
                    "the one public https address of Keycloak (or COUNTERSIGN_KEYCLOAK_URL for one that"
                            + " runs elsewhere)");
        }
        if (externalKeycloak() && text("COUNTERSIGN_KEYCLOAK_ADMIN_PASSWORD").isEmpty()) {
            demand(
                    "COUNTERSIGN_KEYCLOAK_CLIENT_SECRET",
                    "the secret of the client countersign-provisioner in the external Keycloak's"
                            + " realm master");
        }
        demandSecure("COUNTERSIGN_KEYCLOAK_URL");
        demandSecure("COUNTERSIGN_KEYCLOAK_HOSTNAME");
        demandSecure("COUNTERSIGN_PUBLIC_URL");
        demandSecure("COUNTERSIGN_MEDIA_URL");
        demand(
                "COUNTERSIGN_OPERATOR_MAIL",
                "the mail address of the first operator, who is invited by mail");
        demand("COUNTERSIGN_SMTP_HOST", "the mail server that carries the approvals");
        demand("COUNTERSIGN_SMTP_FROM", "the sender of the product's mails");
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith("COUNTERSIGN_")
                            && name.endsWith("_PASSWORD")
                            && value.startsWith("demo-")) {
                        throw new StartFailure(
                                name + " holds a demo password; production refuses it.");
                    }
                });
    }

    private void demand(String variable, String meaning) {
        if (text(variable).isEmpty()) {
            throw new StartFailure("Set " + variable + ": " + meaning + ".");
        }
    }

    private void demandSecure(String variable) {
        text(variable)
                .ifPresent(
                        url -> {
                            URI uri;
                            try {
                                uri = URI.create(url.replace(HOST_PLACEHOLDER, "host"));
                            } catch (IllegalArgumentException e) {
                                throw new StartFailure(variable + " is not an address: " + url, e);
                            }
                            if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
                                throw new StartFailure(
                                        variable + " must be a full https address in production.");
                            }
                        });
    }
}
