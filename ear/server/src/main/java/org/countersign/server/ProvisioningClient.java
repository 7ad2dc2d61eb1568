package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.util.Map;

/**
 * The client of the realm master as which the application makes realms and administers those it
 * made. It is no administrator of Keycloak: it may create realms, and Keycloak gives it the rights
 * over each that it creates.
 */
final class ProvisioningClient implements Part {

    static final String ID = "countersign-provisioner";
    static final String SECRET = "keycloak.provisioner.secret";

    private static final String CLIENTS = "/admin/realms/master/clients";

    private final Settings settings;
    private final Secrets secrets;
    private final JsonCalls keycloak;

    ProvisioningClient(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        this.keycloak = new JsonCalls(settings.keycloakLocalUrl());
    }

    @Override
    public String title() {
        return "Provisioning client";
    }

    @Override
    public String start() throws IOException, InterruptedException {
        String authorization = administrator();
        JsonObject found = find(authorization);
        if (found == null) {
            expect(
                    keycloak.post(CLIENTS, authorization, description(Json.createObjectBuilder())),
                    "make the client " + ID);
            found = find(authorization);
        } else {
            expect(
                    keycloak.put(
                            CLIENTS + "/" + found.getString("id"),
                            authorization,
                            description(Json.createObjectBuilder(found))),
                    "set the secret of the client " + ID);
        }
        letCreateRealms(found.getString("id"), authorization);
        return "";
    }

    @Override
    public void stop() {
        // nothing runs on
    }

    private JsonObject find(String authorization) throws IOException, InterruptedException {
        var answer = keycloak.get(CLIENTS + "?clientId=" + ID, authorization);
        expect(answer, "look for the client " + ID);
        var found = answer.body().asJsonArray();
        return found.isEmpty() ? null : found.getJsonObject(0);
    }

    private JsonObject description(JsonObjectBuilder client) {
        return client.add("clientId", ID)
                .add("name", "Countersign's provisioning")
                .add("enabled", true)
                .add("publicClient", false)
                .add("clientAuthenticatorType", "client-secret")
                .add("secret", secrets.password(SECRET))
                .add("standardFlowEnabled", false)
                .add("implicitFlowEnabled", false)
                .add("directAccessGrantsEnabled", false)
                .add("serviceAccountsEnabled", true)
                .add("fullScopeAllowed", true)
                .add(
                        "attributes",
                        // else the token names the rights over each realm and outgrows a header
                        Json.createObjectBuilder()
                                .add("client.use.lightweight.access.token.enabled", "true"))
                .build();
    }

    private void letCreateRealms(String client, String authorization)
            throws IOException, InterruptedException {
        var account = keycloak.get(CLIENTS + "/" + client + "/service-account-user", authorization);
        expect(account, "find the account of the client " + ID);
        var role = keycloak.get("/admin/realms/master/roles/create-realm", authorization);
        expect(role, "find the role create-realm");
        expect(
                keycloak.post(
                        "/admin/realms/master/users/"
                                + account.body().asJsonObject().getString("id")
                                + "/role-mappings/realm",
                        authorization,
                        Json.createArrayBuilder().add(role.body()).build()),
                "let the client " + ID + " make realms");
    }

    private String administrator() throws IOException, InterruptedException {
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
}
