package org.countersign.server;

import jakarta.json.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person needs once everything runs: addresses, people, passwords. */
final class Summary {

    private final Settings settings;
    private final DataDirectory data;

    Summary(Settings settings, DataDirectory data) {
        this.settings = settings;
        this.data = data;
    }

    void print(PrintStream out, double seconds, java.util.Optional<Demo> demo, boolean bluesky) {
        out.printf(java.util.Locale.ROOT, "%nCountersign is ready after %.0f s.%n%n", seconds);
        if (demo.isPresent()) {
            printDemo(out, demo.get(), bluesky);
        } else {
            out.println(
                    "  Application  http://127.0.0.1:"
                            + settings.port(Settings.Port.HTTP)
                            + "   for the proxy; agencies at "
                            + settings.publicUrl("<agency>." + settings.baseDomain()));
            out.println("  Operator     " + settings.publicUrl(settings.operatorHost()) + "/");
            out.println("  Keycloak     " + settings.keycloakUrl());
        }
        out.println("  Data, logs   " + data.file("") + "   secrets in secrets.properties");
        out.println();
        out.println("Ctrl-C stops everything.");
        out.flush();
    }

    private void printDemo(PrintStream out, Demo demo, boolean bluesky) {
        for (JsonObject agency : demo.agencies()) {
            out.println(
                    agency.getString("name")
                            + "   "
                            + settings.publicUrl(agency.getString("host"))
                            + "/");
            out.println();
            var rows = new ArrayList<String[]>();
            rows.add(new String[] {"sign in as", "password", "", ""});
            Demo.objects(agency, "people")
                    .forEach(
                            person ->
                                    rows.add(
                                            new String[] {
                                                person.getString("username"),
                                                person.getString("password"),
                                                person.getString("name"),
                                                role(agency, person)
                                            }));
            table(out, rows);
            Demo.objects(agency, "walls").forEach(wall -> out.println(wall(agency, wall)));
            out.println();
        }
        out.println(
                "  Operator     "
                        + settings.publicUrl(settings.operatorHost())
                        + "/   as "
                        + demo.operator().getString("username")
                        + ", password "
                        + demo.operator().getString("password"));
        out.println(
                "  Mail         "
                        + (settings.demoMail()
                                ? settings.mailPage()
                                : "sent by " + settings.smtpHost()));
        out.println(
                "  API          "
                        + settings.publicUrl(demo.agencies().get(0).getString("host"))
                        + "/api/v1");
        out.println(
                "  Keycloak     "
                        + settings.keycloakUrl()
                        + "/admin/   as "
                        + KeycloakServer.ADMIN
                        + ", password in secrets.properties");
        out.println(
                "  Bluesky      "
                        + (bluesky ? blueskyPlace() : "not running: channels are not connected"));
    }

    private String blueskyPlace() {
        return settings.demoMail()
                ? settings.mailPage() + "bluesky/   its server is " + settings.blueskyUrl()
                : settings.blueskyUrl();
    }

    private static String role(JsonObject agency, JsonObject person) {
        String roles =
                String.join(", ", Demo.texts(person, "roles"))
                        .replace('_', ' ')
                        .replace("client ", "");
        String alias = person.getString("client", "");
        return Demo.objects(agency, "clients")
                .filter(client -> client.getString("alias").equals(alias))
                .map(client -> client.getString("name") + ": " + roles)
                .findFirst()
                .orElseGet(
                        () ->
                                person.getBoolean("only", false)
                                        ? roles
                                                + ", "
                                                + names(agency, Demo.texts(person, "worksFor"))
                                                + " only"
                                        : roles);
    }

    private static String wall(JsonObject agency, JsonObject wall) {
        return "  A wall: nobody works for both "
                + names(agency, Demo.texts(wall, "between"))
                + "; the owner and compliance see both sides.";
    }

    private static String names(JsonObject agency, List<String> aliases) {
        return Demo.objects(agency, "clients")
                .filter(client -> aliases.contains(client.getString("alias")))
                .map(client -> client.getString("name"))
                .collect(java.util.stream.Collectors.joining(" and "));
    }

    private static void table(PrintStream out, List<String[]> rows) {
        int[] widths = new int[4];
        rows.forEach(
                row -> {
                    for (int i = 0; i < row.length; i++) {
                        widths[i] = Math.max(widths[i], row[i].length());
                    }
                });
        for (String[] row : rows) {
            var line = new StringBuilder("  ");
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 3));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** The same for programs, and no secret: those are in the file it names. */
    JsonObject readyFile(Map<String, Long> pids, java.util.Optional<Demo> demo, boolean bluesky) {
        var ports = jakarta.json.Json.createObjectBuilder();
        settings.portsInUse()
                .forEach(
                        (port, number) ->
                                ports.add(port.name().toLowerCase(java.util.Locale.ROOT), number));
        var processes = jakarta.json.Json.createObjectBuilder();
        processes.add("launcher", ProcessHandle.current().pid());
        pids.forEach(processes::add);
        var agencies = jakarta.json.Json.createObjectBuilder();
        demo.ifPresent(
                d ->
                        d.agencies()
                                .forEach(
                                        a ->
                                                agencies.add(
                                                        a.getString("id"),
                                                        settings.publicUrl(a.getString("host")))));
        agencies.add("operator", settings.publicUrl(settings.operatorHost()));
        var file =
                jakarta.json.Json.createObjectBuilder()
                        .add("mode", settings.demo() ? "demo" : "production")
                        .add("application", "http://127.0.0.1:" + settings.port(Settings.Port.HTTP))
                        .add("agencies", agencies)
                        .add("keycloak", settings.keycloakUrl())
                        .add("database", settings.databaseUrl())
                        .add("bluesky", bluesky ? settings.blueskyUrl() : "")
                        .add("mail", settings.demoMail() ? settings.mailPage() : "")
                        .add("secrets", data.file("secrets.properties").toString())
                        .add("ports", ports)
                        .add("pids", processes);
        demo.ifPresent(d -> file.add("demo", data.file("demo.json").toString()));
        return file.build();
    }
}
