package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** An account of its own on the local Bluesky network, in the hands of the test. */
public final class BlueskyAccount {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String server;
    private final String handle;
    private final String password;
    private final String did;

    private BlueskyAccount(String server, String handle, String password, String did) {
        this.server = server;
        this.handle = handle;
        this.password = password;
        this.did = did;
    }

    /**
     * @param server address of the account's own server
     */
    public static BlueskyAccount make(String server) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
        String handle = name + ".test";
        String password = UUID.randomUUID().toString();
        JsonObject made =
                call(
                        server,
                        "createAccount",
                        "",
                        Json.createObjectBuilder()
                                .add("handle", handle)
                                .add("email", name + "@example.test")
                                .add("password", password)
                                .build());
        return new BlueskyAccount(server, handle, password, made.getString("did"));
    }

    public String server() {
        return server;
    }

    public String handle() {
        return handle;
    }

    /** The account's own password, which opens everything. */
    public String password() {
        return password;
    }

    public String did() {
        return did;
    }

    public String appPassword(String name) {
        return call(
                        server,
                        "createAppPassword",
                        session(),
                        Json.createObjectBuilder().add("name", name).build())
                .getString("password");
    }

    public void revoke(String name) {
        call(
                server,
                "revokeAppPassword",
                session(),
                Json.createObjectBuilder().add("name", name).build());
    }

    private String session() {
        return call(
                        server,
                        "createSession",
                        "",
                        Json.createObjectBuilder()
                                .add("identifier", did)
                                .add("password", password)
                                .build())
                .getString("accessJwt");
    }

    private static JsonObject call(String server, String name, String token, JsonObject body) {
        var request =
                HttpRequest.newBuilder(URI.create(server + "/xrpc/com.atproto.server." + name))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(name + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().isBlank()
                    ? JsonObject.EMPTY_JSON_OBJECT
                    : Api.object(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
