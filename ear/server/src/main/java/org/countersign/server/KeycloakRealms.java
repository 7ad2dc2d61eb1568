package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The demo agencies' realms: people, roles, clients, one organization per client company. A realm
 * that was made from the same description is left as it is, with all that people changed in it.
 */
final class KeycloakRealms implements Part {

    private static final String MADE_FROM = "countersign.madeFrom";
    private static final List<String> ROLES =
            List.of(
                    "agency_owner",
                    "account_manager",
                    "strategist",
                    "creator",
                    "analyst",
                    "compliance",
                    "vendor",
                    "client_owner",
                    "client_approver",
                    "client_viewer",
                    "operator");

    private final Settings settings;
    private final Secrets secrets;
    private final Demo demo;
    private final JsonCalls keycloak;

    KeycloakRealms(Settings settings, Secrets secrets, Demo demo) {
        this.settings = settings;
        this.secrets = secrets;
        this.demo = demo;
        this.keycloak = new JsonCalls(settings.keycloakLocalUrl());
    }

    @Override
    public String title() {
        return "Demo realms";
    }

    @Override
    public String start() throws IOException, InterruptedException {
        int made = 0;
        for (JsonObject agency : demo.agencies()) {
            if (ensureRealm(agency)) {
                made++;
            }
            ensureOrganizations(agency);
        }
        return made == 0 ? "unchanged" : made + " made";
    }

    @Override
    public void stop() {
        // nothing runs on
    }

    private boolean ensureRealm(JsonObject agency) throws IOException, InterruptedException {
        String id = agency.getString("id");
        JsonObject wanted = realm(agency);
        String print = print(wanted);
        var found = keycloak.get("/admin/realms/" + id, admin());
        if (found.ok()) {
            JsonObject attributes = found.body().asJsonObject().getJsonObject("attributes");
            if (attributes != null && attributes.getString(MADE_FROM, "").equals(print)) {
                return false;
            }
            expect(
                    keycloak.delete("/admin/realms/" + id, admin()),
                    "remove the outdated realm " + id);
        }
        JsonObject marked =
                Json.createObjectBuilder(wanted)
                        .add(
                                "attributes",
                                Json.createObjectBuilder(wanted.getJsonObject("attributes"))
                                        .add(MADE_FROM, print))
                        .build();
        expect(keycloak.post("/admin/realms", creator(), marked), "make the realm " + id);
        return true;
    }

    private void ensureOrganizations(JsonObject agency) throws IOException, InterruptedException {
        String base = "/admin/realms/" + agency.getString("id") + "/organizations";
        for (JsonObject client : Demo.objects(agency, "clients").toList()) {
            String alias = client.getString("alias");
            String organization = organization(base, alias);
            if (organization.isEmpty()) {
                JsonObject wanted =
                        Json.createObjectBuilder()
                                .add("name", client.getString("name"))
                                .add("alias", alias)
                                .add("enabled", true)
                                .add(
                                        "domains",
                                        Json.createArrayBuilder()
                                                .add(
                                                        Json.createObjectBuilder()
                                                                .add("name", alias + ".test")))
                                .build();
                expect(keycloak.post(base, admin(), wanted), "make the organization " + alias);
                organization = organization(base, alias);
            }
            for (JsonObject person : Demo.objects(agency, "people").toList()) {
                if (alias.equals(person.getString("client", ""))) {
                    String member = base + "/" + organization + "/members";
                    String id = person.getString("id");
                    if (!keycloak.get(member + "/" + id, admin()).ok()) {
                        expect(
                                keycloak.post(member, admin(), Json.createValue(id)),
                                "add " + id + " to " + alias);
                    }
                }
            }
        }
    }

    private String organization(String base, String alias)
            throws IOException, InterruptedException {
        var answer = keycloak.get(base + "?max=100", admin());
        expect(answer, "list the organizations");
        return answer.body().asJsonArray().getValuesAs(JsonObject.class).stream()
                .filter(o -> o.getString("alias", "").equals(alias))
                .map(o -> o.getString("id"))
                .findFirst()
                .orElse("");
    }

    /** Whoever makes a realm may administer it: the application, as of every other agency's. */
    private String creator() throws IOException, InterruptedException {
        if (settings.ownProvisioningClient()) {
            return admin();
        }
        var answer =
                keycloak.form(
                        "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                ProvisioningClient.ID,
                                "client_secret",
                                secrets.password(ProvisioningClient.SECRET)));
        expect(answer, "give the application a token");
        return "Bearer " + answer.body().asJsonObject().getString("access_token");
    }

    /** A fresh token for each call: they live one minute and the calls are few. */
    private String admin() throws IOException, InterruptedException {
        var answer =
                keycloak.form(
                        "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                settings.text("COUNTERSIGN_KEYCLOAK_ADMIN_USER")
                                        .orElse(KeycloakServer.ADMIN),
                                "password",
                                settings.text("COUNTERSIGN_KEYCLOAK_ADMIN_PASSWORD")
                                        .orElseGet(
                                                () ->
                                                        secrets.password(
                                                                "keycloak.admin.password"))));
        if (!answer.ok()) {
            throw new StartFailure(
                    "Keycloak's administrator could not sign in; its password is the one of the first"
                            + " start, kept in "
                            + secrets.file()
                            + ".");
        }
        return "Bearer " + answer.body().asJsonObject().getString("access_token");
    }

    private static void expect(JsonCalls.Answer answer, String what) {
        if (!answer.ok()) {
            String reason =
                    answer.body() instanceof JsonObject o
                            ? o.getString("errorMessage", o.getString("error", ""))
                            : answer.body() instanceof JsonString s ? s.getString() : "";
            throw new StartFailure(
                    "Keycloak refused to " + what + ": HTTP " + answer.status() + " " + reason);
        }
    }

    // ---- the description of a realm ----

    JsonObject realm(JsonObject agency) {
        String id = agency.getString("id");
        JsonArrayBuilder roles = Json.createArrayBuilder();
        ROLES.forEach(role -> roles.add(Json.createObjectBuilder().add("name", role)));
        JsonArrayBuilder users = Json.createArrayBuilder();
        Demo.objects(agency, "people").map(KeycloakRealms::user).forEach(users::add);
        return Json.createObjectBuilder(template())
                .add("realm", id)
                .add("displayName", agency.getString("name"))
                .add("sslRequired", "none") // this class runs in demo starts only
                .add("smtpServer", mailServer(agency))
                .add("roles", Json.createObjectBuilder().add("realm", roles))
                .add(
                        "clients",
                        Json.createArrayBuilder()
                                .add(webClient(agency))
                                .add(commandLineClient())
                                .add(deviceClient("countersign-device"))
                                .add(deviceClient("countersign-reader")))
                .add("users", users)
                .build();
    }

    private JsonObject mailServer(JsonObject agency) {
        return Json.createObjectBuilder()
                .add("host", settings.smtpHost())
                .add("port", Integer.toString(settings.port(Settings.Port.SMTP)))
                .add("from", settings.text("COUNTERSIGN_SMTP_FROM").orElse("countersign@localhost"))
                .add("fromDisplayName", agency.getString("name"))
                .build();
    }

    /** What all realms have in common: the application's own description. */
    private static JsonObject template() {
        try (var in = KeycloakRealms.class.getResourceAsStream("realm.json");
                var reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject user(JsonObject person) {
        String name = person.getString("name");
        int space = name.indexOf(' ');
        return Json.createObjectBuilder()
                .add("id", person.getString("id"))
                .add("username", person.getString("username"))
                .add("enabled", true)
                .add("firstName", name.substring(0, space))
                .add("lastName", name.substring(space + 1))
                .add("email", person.getString("mail"))
                .add("emailVerified", true)
                .add(
                        "credentials",
                        Json.createArrayBuilder()
                                .add(
                                        Json.createObjectBuilder()
                                                .add("type", "password")
                                                .add("value", person.getString("password"))
                                                .add("temporary", false)))
                .add("realmRoles", person.get("roles"))
                .build();
    }

    private JsonObject webClient(JsonObject agency) {
        String origin = settings.publicUrl(agency.getString("host"));
        JsonObject attributes =
                Json.createObjectBuilder()
                        .add("pkce.code.challenge.method", "S256")
                        .add("post.logout.redirect.uris", origin + "/signed-out")
                        .add(
                                "backchannel.logout.url",
                                "http://127.0.0.1:"
                                        + settings.port(Settings.Port.HTTP)
                                        + "/backchannel-logout/"
                                        + agency.getString("id"))
                        .add("backchannel.logout.session.required", "true")
                        .add("backchannel.logout.revoke.offline.tokens", "true")
                        .build();
        return client("countersign", "Countersign")
                .add("standardFlowEnabled", true)
                .add("directAccessGrantsEnabled", false)
                .add("rootUrl", origin)
                .add("redirectUris", texts(List.of(origin + "/callback")))
                .add("webOrigins", texts(List.of()))
                .add("frontchannelLogout", false)
                .add("attributes", attributes)
                .build();
    }

    /** Lets the documented curl lines sign in as a demo person; no other realm has it. */
    private static JsonObject commandLineClient() {
        return client("countersign-cli", "Countersign command line (demo)")
                .add("standardFlowEnabled", false)
                .add("directAccessGrantsEnabled", true)
                // so a token's issue time is the time of its password
                .add("attributes", Json.createObjectBuilder().add("use.refresh.tokens", "false"))
                .build();
    }

    /** As realm.json has it for every other realm. */
    private static JsonObject deviceClient(String id) {
        return client(id, "Countersign for your own program")
                .add("standardFlowEnabled", false)
                .add("directAccessGrantsEnabled", false)
                .add("fullScopeAllowed", false)
                .add(
                        "defaultClientScopes",
                        texts(List.of("basic", "acr", "profile", "email", "organization")))
                .add(
                        "attributes",
                        Json.createObjectBuilder()
                                .add("oauth2.device.authorization.grant.enabled", "true"))
                .build();
    }

    private static JsonObjectBuilder client(String id, String name) {
        return Json.createObjectBuilder()
                .add("clientId", id)
                .add("name", name)
                .add("enabled", true)
                .add("publicClient", true)
                .add("protocol", "openid-connect")
                .add("implicitFlowEnabled", false)
                .add("serviceAccountsEnabled", false)
                .add("fullScopeAllowed", true)
                .add("consentRequired", false)
                .add(
                        "defaultClientScopes",
                        texts(List.of("basic", "acr", "roles", "profile", "email", "organization")))
                .add("optionalClientScopes", texts(List.of()));
    }

    private static JsonArrayBuilder texts(List<String> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }

    private static String print(JsonValue value) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
