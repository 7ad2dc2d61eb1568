package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * People whom a test brings along: in Keycloak by its administrator, in the agency's books by SQL
 * with the agency's owner bound. They sign in with {@code demo-<username>-2026}, as the demo's do.
 */
public final class TestPeople {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestPeople() {}

    /** Somebody who can be signed in as, by {@link Api#as} and in a browser. */
    public record Somebody(String agency, String id, String username) {

        public Api api() {
            return Api.as(agency, username);
        }
    }

    /**
     * Staff.
     *
     * @param allClients false for somebody who works for clients named by {@link #assign} only
     */
    public static Somebody staff(String agency, String role, boolean allClients) {
        return made(agency, "AGENCY", role, allClients, null);
    }

    /** Somebody of a vendor company; without an open assignment they see nothing. */
    public static Somebody vendor(String agency, UUID company) {
        return made(agency, "VENDOR", "vendor", false, company);
    }

    /**
     * Somebody of a client who may approve for it.
     *
     * @param owner username of the client's owner, who appoints them
     * @param brand one of the client's
     */
    public static Somebody approver(String agency, String owner, String brand) {
        var somebody = made(agency, "CLIENT", "client_approver", false, null);
        String alias =
                asPerson(
                        agency,
                        owner,
                        s -> {
                            s.update(
                                    """
                                    insert into mandate (id, client_id, person_id, kind)
                                    select ?, client_id, ?, 'APPROVER' from brand where id = ?::uuid""",
                                    UUID.randomUUID(),
                                    somebody.id(),
                                    brand);
                            return s.rows(
                                            """
                                            select c.alias from client c join brand b on b.client_id = c.id
                                            where b.id = ?::uuid""",
                                            brand)
                                    .get(0)
                                    .get(0)
                                    .toString();
                        });
        join(somebody, alias);
        return somebody;
    }

    private static void join(Somebody somebody, String alias) {
        String organizations = "/admin/realms/" + somebody.agency() + "/organizations";
        var found =
                send(
                        HttpRequest.newBuilder(keycloak(organizations + "?max=100"))
                                .header("Authorization", "Bearer " + administrator()));
        String id;
        try (var reader = Json.createReader(new StringReader(found.body()))) {
            id =
                    reader.readArray().getValuesAs(JsonObject.class).stream()
                            .filter(o -> o.getString("alias").equals(alias))
                            .map(o -> o.getString("id"))
                            .findFirst()
                            .orElseThrow();
        }
        var joined =
                send(
                        HttpRequest.newBuilder(keycloak(organizations + "/" + id + "/members"))
                                .header("Authorization", "Bearer " + administrator())
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "\"" + somebody.id() + "\"")));
        // the product may have been faster
        if (joined.statusCode() != 201 && joined.statusCode() != 409) {
            throw new IllegalStateException(joined.body());
        }
    }

    /**
     * Replaces the workflow of a brand's client by one whose stages ask for a sign-in.
     *
     * @param acr {@code mail} is what stages ask for that nobody set
     */
    public static void workflow(String agency, String owner, String brand, String acr) {
        UUID id = UUID.randomUUID();
        asPerson(
                agency,
                owner,
                s -> {
                    var newest =
                            s.rows(
                                            """
                                            select w.id from workflow w join brand b on b.client_id = w.client_id
                                            where b.id = ?::uuid order by w.created_at desc limit 1""",
                                            brand)
                                    .get(0)
                                    .get(0);
                    s.update(
                            """
                            insert into workflow (id, client_id, name)
                            select ?, client_id, 'Asks for ' || ? from brand where id = ?::uuid""",
                            id,
                            acr,
                            brand);
                    return s.update(
                            """
                            insert into workflow_stage (workflow_id, position, name, side, quorum, acr)
                            select ?, position, name, side, quorum, ? from workflow_stage where workflow_id = ?""",
                            id,
                            acr,
                            newest);
                });
    }

    /**
     * Has an action of the agency ask for a sign-in.
     *
     * @param action as {@code action_strength} names it
     * @param least {@code mail} for nothing more than being signed in
     */
    public static void guard(String agency, String action, String least) {
        asOwner(
                agency,
                s -> {
                    s.rows("select set_config('app.acr', 'passkey', true)");
                    return s.update(
                            """
                            insert into action_strength (action, least) values (?, ?)
                            on conflict (agency_id, action) do update set least = excluded.least""",
                            action,
                            least);
                });
    }

    /** Ends all of somebody's sessions, as their administrator may. */
    public static void signOut(Somebody somebody) {
        var ended =
                send(
                        HttpRequest.newBuilder(
                                        keycloak(
                                                "/admin/realms/"
                                                        + somebody.agency()
                                                        + "/users/"
                                                        + somebody.id()
                                                        + "/logout"))
                                .header("Authorization", "Bearer " + administrator())
                                .POST(HttpRequest.BodyPublishers.noBody()));
        if (ended.statusCode() != 204) {
            throw new IllegalStateException(ended.body());
        }
    }

    /** Waits until the product has nothing more to tell Keycloak of somebody. */
    public static void toldToKeycloak(Somebody somebody) {
        Waiting.until(
                "told to Keycloak",
                Duration.ofSeconds(60),
                () ->
                        asOwner(
                                somebody.agency(),
                                s ->
                                        s.number(
                                                """
                                                select count(*) from identity_task
                                                where kind = 'person' and ref = ? and state <> 'DONE'""",
                                                somebody.id())),
                left -> left == 0);
    }

    /** Asks a client's first owner in, as the agency's pages do. */
    public static void firstOwner(String agency, String client, String mail) {
        String id = UUID.randomUUID().toString();
        asOwner(
                agency,
                s -> {
                    s.update(
                            "insert into person (id, name, mail, side) values (?, 'Olga Own', ?, 'CLIENT')",
                            id,
                            mail);
                    return s.update(
                            "insert into mandate (id, client_id, person_id, kind) values (?, ?::uuid, ?, 'OWNER')",
                            UUID.randomUUID(),
                            client,
                            id);
                });
    }

    /** A vendor company of the agency. */
    public static UUID company(String agency) {
        UUID id = UUID.randomUUID();
        asOwner(
                agency,
                s -> s.update("insert into vendor (id, name) values (?, ?)", id, "Studio " + id));
        return id;
    }

    public static void assign(Somebody staff, String client) {
        asOwner(
                staff.agency(),
                s ->
                        s.update(
                                "insert into client_staff (id, client_id, person_id) values (?, ?::uuid, ?)",
                                UUID.randomUUID(),
                                client,
                                staff.id()));
    }

    /** Work on the agency's rows with its owner bound and row-level security out of the way. */
    public static <T> T asOwner(String agency, Database.Work<T> work) {
        return bound(agency, owner(agency), work);
    }

    private static <T> T asPerson(String agency, String username, Database.Work<T> work) {
        String id =
                Product.demo().getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                        .filter(a -> a.getString("id").equals(agency))
                        .flatMap(
                                a ->
                                        a
                                                .getJsonArray("people")
                                                .getValuesAs(JsonObject.class)
                                                .stream())
                        .filter(p -> p.getString("username").equals(username))
                        .map(p -> p.getString("id"))
                        .findFirst()
                        .orElseThrow();
        return bound(agency, id, work);
    }

    private static <T> T bound(String agency, String person, Database.Work<T> work) {
        try {
            return Database.superuser(
                    s -> {
                        s.rows("select set_config('app.agency', ?, true)", agency);
                        s.person(person);
                        return work.in(s);
                    });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of the agency's owner in the demo. */
    public static String owner(String agency) {
        return person(agency, "agency_owner", "").getString("id");
    }

    /**
     * The demo's first person with that role.
     *
     * @param client alias of their client, or empty for the agency's own
     */
    public static JsonObject person(String agency, String role, String client) {
        return Product.demo().getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                .filter(a -> a.getString("id").equals(agency))
                .flatMap(a -> a.getJsonArray("people").getValuesAs(JsonObject.class).stream())
                .filter(p -> p.getJsonArray("roles").toString().contains("\"" + role + "\""))
                .filter(p -> p.getString("client", "").equals(client))
                .findFirst()
                .orElseThrow();
    }

    private static Somebody made(
            String agency, String side, String role, boolean allClients, UUID company) {
        String username = "t" + UUID.randomUUID().toString().substring(0, 8);
        String mail = username + "@people.test";
        String id = inKeycloak(agency, username, mail);
        asOwner(
                agency,
                s ->
                        s.update(
                                """
                                insert into person (id, name, mail, side, roles, all_clients, vendor_id)
                                values (?, 'Tess Persson', ?, ?, array[?], ?, ?::uuid)""",
                                id,
                                mail,
                                side,
                                role,
                                allClients,
                                company == null ? null : company.toString()));
        return new Somebody(agency, id, username);
    }

    private static String inKeycloak(String agency, String username, String mail) {
        var user =
                Json.createObjectBuilder()
                        .add("username", username)
                        .add("enabled", true)
                        .add("email", mail)
                        .add("emailVerified", true)
                        .add("firstName", "Tess")
                        .add("lastName", "Persson")
                        .add(
                                "credentials",
                                Json.createArrayBuilder()
                                        .add(
                                                Json.createObjectBuilder()
                                                        .add("type", "password")
                                                        .add("value", "demo-" + username + "-2026")
                                                        .add("temporary", false)))
                        .build();
        var made =
                send(
                        HttpRequest.newBuilder(keycloak("/admin/realms/" + agency + "/users"))
                                .header("Authorization", "Bearer " + administrator())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(user.toString())));
        if (made.statusCode() != 201) {
            throw new IllegalStateException("no user " + username + ": " + made.body());
        }
        String location = made.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** A token of Keycloak's own administrator, whom nobody of the product ever is. */
    public static String administrator() {
        try {
            var answer =
                    send(
                            HttpRequest.newBuilder(
                                            keycloak(
                                                    "/realms/master/protocol/openid-connect/token"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "grant_type=password&client_id=admin-cli&username=countersign-admin&password="
                                                            + URLEncoder.encode(
                                                                    Product.running()
                                                                            .secret(
                                                                                    "keycloak.admin.password"),
                                                                    StandardCharsets.UTF_8))));
            return Api.object(answer.body()).getString("access_token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI keycloak(String path) {
        return URI.create(Product.running().ready().getString("keycloak") + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
