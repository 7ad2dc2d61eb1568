package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** What somebody with Keycloak's own console can do to an agency's realm. */
public final class Console {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String realm;

    private Console(String realm) {
        this.realm = realm;
    }

    public static Console of(String realm) {
        return new Console(realm);
    }

    public Optional<JsonObject> userByMail(String mail) {
        return list("/users?exact=true&email=" + Api.encoded(mail)).stream().findFirst();
    }

    public JsonObject user(String id) {
        return Api.object(sent("GET", "/users/" + id, JsonValue.NULL).body());
    }

    /** Lets a test sign in as somebody whom the product made: {@link Api#as} with that username. */
    public void setPassword(String id, String username) {
        sent(
                "PUT",
                "/users/" + id + "/reset-password",
                Json.createObjectBuilder()
                        .add("type", "password")
                        .add("value", "demo-" + username + "-2026")
                        .add("temporary", false)
                        .build());
    }

    public void changeMail(String id, String mail) {
        var user = Json.createObjectBuilder(user(id)).add("email", mail).build();
        sent("PUT", "/users/" + id, user);
    }

    public void giveRole(String id, String role) {
        JsonObject known = Api.object(sent("GET", "/roles/" + role, JsonValue.NULL).body());
        sent(
                "POST",
                "/users/" + id + "/role-mappings/realm",
                Json.createArrayBuilder().add(known).build());
    }

    public List<String> organizationsOf(String id) {
        return list("/organizations/members/" + id + "/organizations").stream()
                .map(one -> one.getString("alias"))
                .toList();
    }

    public Optional<JsonObject> organization(String alias) {
        return list("/organizations?max=200&briefRepresentation=false").stream()
                .filter(one -> one.getString("alias").equals(alias))
                .findFirst();
    }

    public void addToOrganization(String alias, String id) {
        sent(
                "POST",
                "/organizations/" + organization(alias).orElseThrow().getString("id") + "/members",
                Json.createValue(id));
    }

    public void takeOutOfOrganization(String alias, String id) {
        sent(
                "DELETE",
                "/organizations/"
                        + organization(alias).orElseThrow().getString("id")
                        + "/members/"
                        + id,
                JsonValue.NULL);
    }

    /** A realm beside the agencies', such as a client's own provider. */
    public static void makeRealm(JsonObject description) {
        new Console("").sent("POST", "", description);
    }

    public JsonObject get(String path) {
        return Api.object(sent("GET", path, JsonValue.NULL).body());
    }

    public List<JsonObject> list(String path) {
        try (JsonReader reader =
                Json.createReader(new StringReader(sent("GET", path, JsonValue.NULL).body()))) {
            JsonArray array = reader.readArray();
            return array.getValuesAs(JsonObject.class);
        }
    }

    public HttpResponse<String> sent(String method, String path, JsonValue body) {
        var answer =
                exchange(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                Product.running().ready().getString("keycloak")
                                                        + "/admin/realms"
                                                        + (realm.isEmpty() ? "" : "/" + realm)
                                                        + path))
                                .header("Authorization", "Bearer " + TestPeople.administrator())
                                .header("Content-Type", "application/json")
                                .method(
                                        method,
                                        body == JsonValue.NULL
                                                ? HttpRequest.BodyPublishers.noBody()
                                                : HttpRequest.BodyPublishers.ofString(
                                                        body.toString()))
                                .build());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
