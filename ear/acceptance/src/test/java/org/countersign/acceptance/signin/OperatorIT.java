package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Keycloak;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.Waiting;
import org.countersign.platform.Ed25519;
import org.countersign.tenancy.operator.ArchiveVerifier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An agency's whole life by the operator's API: made in spite of failures, at rest, moved, gone.
 */
@Order(Integer.MAX_VALUE - 30)
class OperatorIT {

    private static final String AGENCIES = "/api/v1/operator/agencies";
    private static final Duration DONE_WITHIN = Duration.ofSeconds(180);

    /** What the operator is promised; caches make up ten seconds of it. */
    private static final Duration SUSPENDED_WITHIN = Duration.ofSeconds(60);

    private static final List<String> STEPS =
            List.of("KEY", "REALM", "SETTINGS", "CLIENT", "OWNER", "OPEN", "INVITATION");

    @TempDir Path folder;

    private final Api olga = Api.as("operator", "olga");

    /** A fresh agency. */
    private record Made(String id, String slug, String mail) {

        String host() {
            return slug + ".localhost";
        }
    }

    // ---- made ----

    @Test
    void anAgencyComesUpAndInvitesItsOwner() throws SQLException {
        Made agency = ordered();

        JsonObject task = finished(agency, "PROVISION");

        assertThat(steps(task).keySet()).containsExactlyElementsOf(STEPS);
        assertThat(shown(agency).getString("state")).isEqualTo("ACTIVE");
        whole(agency);
        assertThat(new Tab().get(java.net.URI.create(Mails.linkTo(agency.mail(), "http"))).status())
                .as("the invitation's link")
                .isLessThan(400);
        assertThat(new Tab().get(page(agency.host())).location().getPath())
                .startsWith("/realms/" + agency.slug() + "/");
    }

    @Test
    void anOccupiedRealmIsShownAndLeftAlone() throws SQLException {
        String slug = slug();
        var realm =
                Json.createObjectBuilder().add("realm", slug).add("displayName", "Foreign").build();
        assertThat(admin("POST", "", realm).statusCode()).isEqualTo(201);
        Made agency = ordered(slug);

        JsonObject failed = failed(agency);

        assertThat(steps(failed).get("REALM").getString("failure"))
                .isEqualTo("operator.refused.realm_taken");
        assertThat(shown(agency).getString("state")).isEqualTo("PROVISIONING");
        assertThat(admin("GET", "/" + slug, null).body()).contains("Foreign");

        assertThat(admin("DELETE", "/" + slug, null).statusCode()).isEqualTo(204);
        olga.post(path(agency) + "/retries", JsonObject.EMPTY_JSON_OBJECT).expect(201);
        finished(agency, "PROVISION");
        whole(agency);
    }

    @Test
    void aKeycloakThatHangsDelaysOnly() throws SQLException {
        var agency = new Made[1];
        olga.token();
        Keycloak.<SQLException>whileItHangs(
                () -> {
                    agency[0] = ordered();
                    assertThat(failureOf("REALM", agency[0]))
                            .isEqualTo("keycloak.refused.unreachable");
                });
        olga.post(path(agency[0]) + "/retries", JsonObject.EMPTY_JSON_OBJECT).expect(201);
        finished(agency[0], "PROVISION");
        whole(agency[0]);
    }

    @Test
    void aMailServerThatIsDownIsNamed() throws SQLException {
        Made agency = ordered();
        finished(agency, "PROVISION");
        JsonObject realm = json(admin("GET", "/" + agency.slug(), null).body());
        JsonObject mail = realm.getJsonObject("smtpServer");
        mailPort(agency, mail, "1");
        goBackTo(agency, STEPS.indexOf("INVITATION") + 1);

        assertThat(steps(failed(agency)).get("INVITATION").getString("failure"))
                .isEqualTo("operator.refused.mail");

        mailPort(agency, mail, mail.getString("port"));
        olga.post(path(agency) + "/retries", JsonObject.EMPTY_JSON_OBJECT).expect(201);
        finished(agency, "PROVISION");
        whole(agency);
    }

    /** What a lost answer or a node that died at any step leaves behind: the step is done again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void everyStepMayBeDoneAgain(int step) throws SQLException {
        Made agency = ordered();
        finished(agency, "PROVISION");
        Map<String, String> before = facts(agency);

        goBackTo(agency, step);
        finished(agency, "PROVISION");

        assertThat(facts(agency)).isEqualTo(before);
        whole(agency);
    }

    // ---- at rest ----

    @Test
    void aSuspensionEndsAllAccessWithinAMinute() throws SQLException {
        Made agency = ordered();
        finished(agency, "PROVISION");
        Api owner = withPassword(agency);
        owner.get("/api/v1/agencies/current").expect(200);
        var tab = new Tab();
        tab.follow(tab.signIn(page(agency.host()), ownerOf(agency)));
        assertThat(tab.get(page(agency.host() + "/desk.xhtml", agency.host())).status())
                .isEqualTo(200);
        String token = owner.token();

        olga.post(path(agency) + "/suspensions", JsonObject.EMPTY_JSON_OBJECT).expect(201);

        Waiting.until(
                "no answer to a good token",
                SUSPENDED_WITHIN,
                () -> owner.get("/api/v1/agencies/current"),
                a -> a.status() == 403 && a.code().equals("agency_suspended"));
        Waiting.until(
                "no page for a running session",
                SUSPENDED_WITHIN,
                () -> tab.get(page(agency.host() + "/desk.xhtml", agency.host())),
                a -> a.status() == 403 && a.body().contains("suspended"));
        finished(agency, "SUSPEND");
        assertThat(passwordGrant(agency).statusCode()).as("no new tokens").isNotEqualTo(200);

        olga.send("DELETE", path(agency) + "/suspensions", none(), Map.of()).expect(204);
        finished(agency, "RESUME");
        Waiting.until(
                "the old token stays ended",
                SUSPENDED_WITHIN,
                () -> with(token, agency.host()),
                a -> a == 401);
        Waiting.until(
                "a new token is good",
                SUSPENDED_WITHIN,
                () ->
                        with(
                                json(passwordGrant(agency).body()).getString("access_token"),
                                agency.host()),
                a -> a == 200);
    }

    // ---- moved ----

    @Test
    void aMovedAgencyAnswersAtItsNewAddressOnly() throws SQLException {
        Made agency = ordered();
        finished(agency, "PROVISION");
        Api owner = withPassword(agency);
        String token = owner.token();
        String moved = "new-" + agency.host();

        olga.post(path(agency) + "/moves", Json.createObjectBuilder().add("host", moved).build())
                .expect(201);
        finished(agency, "MOVE");

        Waiting.until(
                "the old address says where it went",
                SUSPENDED_WITHIN,
                () -> new Tab().get(page(agency.host() + "/desk.xhtml?secret=1", agency.host())),
                a ->
                        a.status() == 410
                                && a.body().contains("//" + moved)
                                && !a.body().contains("secret"));
        assertThat(owner.get("/api/v1/agencies/current").expect(410).code())
                .isEqualTo("agency_moved");
        Waiting.until(
                "a token of before", SUSPENDED_WITHIN, () -> with(token, moved), a -> a == 401);
        Waiting.until(
                "a new token",
                SUSPENDED_WITHIN,
                () -> with(json(passwordGrant(agency).body()).getString("access_token"), moved),
                a -> a == 200);
        var tab = new Tab();
        assertThat(tab.follow(tab.signIn(page(moved), ownerOf(agency))).status()).isEqualTo(200);
        assertThat(admin("GET", "/" + agency.slug() + "/clients?clientId=countersign", null).body())
                .contains("//" + moved)
                .doesNotContain("//" + agency.host() + ":");
    }

    // ---- gone ----

    @Test
    void anAgencyLeavesWithItsArchiveAndWithoutATrace() throws IOException, SQLException {
        Made agency = ordered();
        finished(agency, "PROVISION");
        String key = facts(agency).get("key");
        olga.post(path(agency) + "/suspensions", JsonObject.EMPTY_JSON_OBJECT).expect(201);
        finished(agency, "SUSPEND");
        refuses(agency, "operator.refused.not_downloaded");

        olga.post(path(agency) + "/exports", JsonObject.EMPTY_JSON_OBJECT).expect(201);
        finished(agency, "EXPORT");
        refuses(agency, "operator.refused.not_downloaded");
        var tab = new Tab();
        tab.follow(tab.signIn(page("operator.localhost"), "olga"));
        byte[] zip = tab.download(operator("/operator/archive?id=" + agency.id()));
        Path archive = Files.write(folder.resolve("agency.zip"), zip);
        right(archive, agency, HexFormat.of().parseHex(key));

        olga.put(
                        path(agency) + "/legal-hold",
                        Json.createObjectBuilder().add("reason", "a suit").build(),
                        Map.of())
                .expect(200);
        refuses(agency, "operator.refused.legal_hold");
        olga.send("DELETE", path(agency) + "/legal-hold", none(), Map.of()).expect(204);

        olga.post(
                        path(agency) + "/erasures",
                        Json.createObjectBuilder().add("name", "Another").build())
                .expect(422);
        olga.post(
                        path(agency) + "/erasures",
                        Json.createObjectBuilder()
                                .add("name", shown(agency).getString("name"))
                                .build())
                .expect(201);
        finished(agency, "ERASE");

        assertThat(shown(agency).getString("state")).isEqualTo("ERASED");
        assertThat(rowsOf(agency.slug())).isEmpty();
        assertThat(admin("GET", "/" + agency.slug(), null).statusCode()).isEqualTo(404);
        certified(agency, zip, key);
        Waiting.until(
                "its host is nobody's",
                SUSPENDED_WITHIN,
                () -> new Tab().get(page(agency.host())).status(),
                status -> status == 404);
        assertThat(tab.get(operator("/operator/archive?id=" + agency.id())).status())
                .as("the archive went with it")
                .isEqualTo(404);
        olga.post(AGENCIES, body(agency.slug(), agency.mail())).expect(409);
    }

    @Test
    void theOperatorsPagesDoNotExistForAgenciesPeople() {
        var tab = new Tab();
        tab.follow(tab.signIn(Tab.harbour("/desk.xhtml"), "elise"));
        for (String page :
                List.of(
                        "agencies.xhtml",
                        "new.xhtml",
                        "agency.xhtml",
                        "health.xhtml",
                        "apps.xhtml",
                        "archive")) {
            assertThat(tab.get(Tab.harbour("/operator/" + page)).status()).as(page).isEqualTo(404);
        }
    }

    // ---- help ----

    private void right(Path archive, Made agency, byte[] publicKey)
            throws IOException, SQLException {
        assertThat(ArchiveVerifier.check(archive, publicKey)).isEmpty();
        byte[] bytes = Files.readAllBytes(archive);
        bytes[insideOf("tables/person.jsonl", bytes)] ^= 1;
        assertThat(ArchiveVerifier.check(Files.write(folder.resolve("bad.zip"), bytes), publicKey))
                .isNotEmpty();
        try (var zip = new ZipFile(archive.toFile())) {
            var tables =
                    Database.superuser(
                            s ->
                                    s.texts(
                                            """
                                            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                                            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
                                              and a.attname = 'agency_id'
                                              and has_table_privilege('countersign_app', c.oid, 'select')"""));
            assertThat(tables).hasSizeGreaterThan(30);
            for (String table : tables) {
                assertThat(zip.getEntry("tables/" + table + ".jsonl")).as(table).isNotNull();
            }
            assertThat(text(zip, "tables/person.jsonl")).contains(agency.mail());
            assertThat(text(zip, "tables/agency_key.jsonl"))
                    .contains("public_key")
                    .doesNotContain("private_key");
            assertThat(text(zip, "tables/audit_entry.jsonl"))
                    .contains("agency.provisioned", "agency.suspended");
            assertThat(text(zip, "tables/network_app.jsonl")).isEmpty();
            assertThat(text(zip, "keycloak/users.jsonl")).contains(agency.mail());
        }
    }

    /** A place in the content of a file of the archive, past its header. */
    private static int insideOf(String path, byte[] zip) {
        var latin = java.nio.charset.StandardCharsets.ISO_8859_1;
        return new String(zip, latin).indexOf(path) + path.length() + 20;
    }

    private void certified(Made agency, byte[] zip, String key) throws IOException, SQLException {
        String jws = olga.get(path(agency) + "/erasures").expect(200).json().getString("jws");
        byte[] operatorsKey =
                HexFormat.of()
                        .parseHex(
                                Database.<String>superuser(
                                        s ->
                                                s.text(
                                                        "select encode(public_key, 'hex') from agency_key where agency_id = 'operator' and retired_at is null")));
        assertThat(Ed25519.signed(jws, operatorsKey)).isTrue();
        JsonObject words =
                json(new String(Ed25519.payload(jws), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(words.getString("agency")).isEqualTo(agency.slug());
        assertThat(words.getJsonObject("rows").getInt("person")).isPositive();
        assertThat(words.getJsonArray("publicKeys").toString()).contains(key);
        assertThat(words.getJsonArray("chainHeads")).hasSize(2);
        Path kept = Files.write(folder.resolve("kept.zip"), zip);
        try (var archive = new ZipFile(kept.toFile())) {
            assertThat(words.getString("exportManifest"))
                    .isEqualTo(
                            sha256(
                                    archive.getInputStream(archive.getEntry("manifest.json"))
                                            .readAllBytes()));
        }
    }

    private void refuses(Made agency, String code) {
        assertThat(
                        olga.post(
                                        path(agency) + "/erasures",
                                        Json.createObjectBuilder()
                                                .add("name", shown(agency).getString("name"))
                                                .build())
                                .code())
                .isEqualTo(code);
    }

    private Made ordered() {
        return ordered(slug());
    }

    private Made ordered(String slug) {
        String mail = "owner@" + slug + ".test";
        String id = olga.post(AGENCIES, body(slug, mail)).expect(201).json().getString("id");
        return new Made(id, slug, mail);
    }

    private static JsonObject body(String slug, String mail) {
        return Json.createObjectBuilder()
                .add("slug", slug)
                .add("name", "Agency " + slug)
                .add("ownerName", "Petra Owner")
                .add("ownerMail", mail)
                .build();
    }

    private static String slug() {
        return "o" + UUID.randomUUID().toString().substring(0, 10);
    }

    private static String path(Made agency) {
        return AGENCIES + "/" + agency.id();
    }

    private JsonObject shown(Made agency) {
        return olga.get(path(agency)).expect(200).json();
    }

    private JsonObject newest(Made agency) {
        return olga.get(path(agency) + "/tasks")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
    }

    private JsonObject finished(Made agency, String kind) {
        return Waiting.until(
                kind + " of " + agency,
                DONE_WITHIN,
                () -> newest(agency),
                t -> t.getString("kind").equals(kind) && t.getString("state").equals("DONE"));
    }

    private JsonObject failed(Made agency) {
        return Waiting.until(
                "failure of " + agency,
                DONE_WITHIN,
                () -> newest(agency),
                t -> t.getString("state").equals("FAILED"));
    }

    /** By the database: while Keycloak hangs, the API's token cannot be renewed. */
    private static String failureOf(String step, Made agency) {
        return Waiting.until(
                "failure of " + agency,
                DONE_WITHIN,
                () -> {
                    try {
                        return Database.<String>superuser(
                                s ->
                                        s.text(
                                                """
                                                select coalesce(max(s.failure), '') from agency_step s
                                                join agency_task k on k.id = s.task_id
                                                where k.subject_id = ? and k.state = 'FAILED' and s.name = ?""",
                                                UUID.fromString(agency.id()),
                                                step));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                failure -> !failure.isEmpty());
    }

    private static Map<String, JsonObject> steps(JsonObject task) {
        var steps = new LinkedHashMap<String, JsonObject>();
        task.getJsonArray("steps")
                .getValuesAs(JsonObject.class)
                .forEach(step -> steps.put(step.getString("name"), step));
        return steps;
    }

    /** As if the node had died at that step, or its answer had been lost. */
    private static void goBackTo(Made agency, int step) throws SQLException {
        Database.superuser(
                s -> {
                    s.update(
                            """
                            update agency_step set state = 'WAITING' where position >= ? and task_id in
                              (select id from agency_task where subject_id = ? and kind = 'PROVISION')""",
                            step,
                            UUID.fromString(agency.id()));
                    return s.update(
                            "update agency_task set state = 'RUNNING' where subject_id = ? and kind = 'PROVISION'",
                            UUID.fromString(agency.id()));
                });
    }

    /** One of everything. */
    private static void whole(Made agency) throws SQLException {
        assertThat(facts(agency))
                .containsEntry("keys", "1")
                .containsEntry("people", "1")
                .containsEntry("users", "1")
                .containsEntry("clients", "1")
                .containsEntry("state", "ACTIVE");
    }

    private static Map<String, String> facts(Made agency) throws SQLException {
        var facts = new TreeMap<String, String>();
        String slug = agency.slug();
        Database.superuser(
                s -> {
                    facts.put(
                            "keys",
                            s.text("select count(*) from agency_key where agency_id = ?", slug));
                    facts.put(
                            "key",
                            s.text(
                                    "select string_agg(encode(public_key, 'hex'), ',') from agency_key where agency_id = ?",
                                    slug));
                    facts.put(
                            "people",
                            s.text("select count(*) from person where agency_id = ?", slug));
                    facts.put(
                            "state",
                            s.text(
                                    "select string_agg(state, ',') from agency_host where agency_id = ?",
                                    slug));
                    facts.put(
                            "entries",
                            s.text(
                                    "select count(*) from audit_entry where agency_id = ? and action in ('person.invited', 'agency.provisioned', 'key.created')",
                                    slug));
                    return 1;
                });
        var users =
                Json.createReader(
                                new java.io.StringReader(
                                        admin("GET", "/" + slug + "/users", null).body()))
                        .readArray();
        facts.put("users", Integer.toString(users.size()));
        facts.put("user", users.getJsonObject(0).getString("id"));
        facts.put(
                "clients",
                Integer.toString(
                        Json.createReader(
                                        new java.io.StringReader(
                                                admin(
                                                                "GET",
                                                                "/"
                                                                        + slug
                                                                        + "/clients?clientId=countersign",
                                                                null)
                                                        .body()))
                                .readArray()
                                .size()));
        facts.put("realm", json(admin("GET", "/" + slug, null).body()).getString("id"));
        return facts;
    }

    /** The owner with a password, and the demo's client, so that a test can sign in as them. */
    private static Api withPassword(Made agency) throws SQLException {
        var user =
                Json.createReader(
                                new java.io.StringReader(
                                        admin("GET", "/" + agency.slug() + "/users", null).body()))
                        .readArray()
                        .getJsonObject(0);
        String id = user.getString("id");
        assertThat(
                        admin(
                                        "PUT",
                                        "/" + agency.slug() + "/users/" + id,
                                        Json.createObjectBuilder(user)
                                                .add("emailVerified", true)
                                                .add("requiredActions", Json.createArrayBuilder())
                                                .build())
                                .statusCode())
                .isEqualTo(204);
        assertThat(
                        admin(
                                        "PUT",
                                        "/" + agency.slug() + "/users/" + id + "/reset-password",
                                        Json.createObjectBuilder()
                                                .add("type", "password")
                                                .add("value", "demo-" + agency.mail() + "-2026")
                                                .add("temporary", false)
                                                .build())
                                .statusCode())
                .isEqualTo(204);
        assertThat(
                        admin(
                                        "POST",
                                        "/" + agency.slug() + "/clients",
                                        Json.createObjectBuilder()
                                                .add("clientId", "countersign-cli")
                                                .add("publicClient", true)
                                                .add("standardFlowEnabled", false)
                                                .add("directAccessGrantsEnabled", true)
                                                .add("fullScopeAllowed", true)
                                                .add(
                                                        "attributes",
                                                        Json.createObjectBuilder()
                                                                .add("use.refresh.tokens", "false"))
                                                .build())
                                .statusCode())
                .isEqualTo(201);
        return Api.as(agency.slug(), agency.mail());
    }

    private static String ownerOf(Made agency) {
        return agency.mail();
    }

    private static java.net.http.HttpResponse<String> passwordGrant(Made agency) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", "countersign-cli");
        form.put("scope", "openid");
        form.put("username", agency.mail());
        form.put("password", "demo-" + agency.mail() + "-2026");
        return new Tab()
                .send(
                        "POST",
                        Tab.keycloak("/realms/" + agency.slug() + "/protocol/openid-connect/token"),
                        form)
                .response();
    }

    private static int with(String token, String host) {
        return new Tab()
                .get(
                        java.net.URI.create(
                                "http://"
                                        + host
                                        + ":"
                                        + Product.running().application().getPort()
                                        + "/api/v1/agencies/current"),
                        "Authorization",
                        "Bearer " + token)
                .status();
    }

    private static void mailPort(Made agency, JsonObject mail, String port) {
        assertThat(
                        admin(
                                        "PUT",
                                        "/" + agency.slug(),
                                        Json.createObjectBuilder()
                                                .add(
                                                        "smtpServer",
                                                        Json.createObjectBuilder(mail)
                                                                .add("port", port))
                                                .build())
                                .statusCode())
                .isEqualTo(204);
    }

    private static Map<String, Long> rowsOf(String slug) throws SQLException {
        var rows = new TreeMap<String, Long>();
        Database.superuser(
                s -> {
                    for (String table :
                            s.texts(
                                    """
                                    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                                    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'agency_id'""")) {
                        long n =
                                s.number(
                                        "select count(*) from " + table + " where agency_id = ?",
                                        slug);
                        if (n > 0) {
                            rows.put(table, n);
                        }
                    }
                    return 1;
                });
        return rows;
    }

    /** By Keycloak's own administrator, whom the product does not use. */
    private static java.net.http.HttpResponse<String> admin(
            String method, String path, JsonObject body) {
        try {
            var form = new LinkedHashMap<String, String>();
            form.put("grant_type", "password");
            form.put("client_id", "admin-cli");
            form.put("username", "countersign-admin");
            form.put("password", Product.running().secret("keycloak.admin.password"));
            String token = Tab.tokens("master", form).getString("access_token");
            return new Tab()
                    .json(method, Tab.keycloak("/admin/realms" + path), body, token)
                    .response();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static java.net.URI page(String host) {
        return page(host + "/", host);
    }

    private static java.net.URI page(String address, String host) {
        int port = Product.running().application().getPort();
        return java.net.URI.create(
                "http://"
                        + address.replaceFirst(
                                java.util.regex.Pattern.quote(host), host + ":" + port));
    }

    private static java.net.URI operator(String path) {
        return java.net.URI.create(Product.running().agency("operator") + path);
    }

    private static java.net.http.HttpRequest.BodyPublisher none() {
        return java.net.http.HttpRequest.BodyPublishers.noBody();
    }

    private static String text(ZipFile zip, String path) throws IOException {
        try (var in = zip.getInputStream(zip.getEntry(path))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(org.countersign.platform.CanonicalJson.sha256(bytes));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new java.io.StringReader(text)).readObject();
    }
}
