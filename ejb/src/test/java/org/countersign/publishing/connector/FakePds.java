package org.countersign.publishing.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.platform.CanonicalJson;

/**
 * A personal data server reduced to the calls of the connector, answering as the real one was seen
 * to answer (pds 0.5.35).
 */
final class FakePds implements AutoCloseable {

    static final String DID = "did:plc:halden";
    static final String HANDLE = "halden.test";
    static final String PASSWORD = "app-password";

    /** An answer to give instead of the usual one. */
    record Scripted(int status, String error, Map<String, String> headers, boolean after) {}

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Map<String, JsonObject> records = new ConcurrentHashMap<>();
    int commits;

    /** What a session may do, as its token says it; empty for a token that says nothing. */
    String scope = "";

    boolean active = true;
    private final Map<String, Scripted> script = new HashMap<>();
    private final HttpServer server;

    FakePds() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/xrpc/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://" + authority());
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The call fails, and nothing happens. */
    void fail(String call, int status, String error, Map<String, String> headers) {
        script.put(call, new Scripted(status, error, headers, false));
    }

    /** The call has its effect, then its answer is lost; status 0 closes the connection. */
    void loseAnswer(String call, int status) {
        script.put(call, new Scripted(status, "InternalServerError", Map.of(), true));
    }

    void behave() {
        script.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call = exchange.getRequestURI().getPath().substring("/xrpc/".length());
            String name = call.substring(call.lastIndexOf('.') + 1);
            byte[] body = exchange.getRequestBody().readAllBytes();
            calls.add(name);
            Scripted scripted = script.get(name);
            if (scripted != null && !scripted.after()) {
                answer(exchange, scripted);
                return;
            }
            Answer answer = answer(name, exchange, body);
            if (scripted != null) {
                answer(exchange, scripted);
                return;
            }
            send(exchange, answer.status(), answer.body());
        }
    }

    private static void answer(HttpExchange exchange, Scripted scripted) throws IOException {
        if (scripted.status() == 0) {
            return;
        }
        scripted.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, scripted.status(), error(scripted.error(), "scripted"));
    }

    private record Answer(int status, JsonObject body) {}

    private Answer answer(String name, HttpExchange exchange, byte[] body) {
        switch (name) {
            case "createSession" -> {
                JsonObject credentials = json(body);
                return credentials.getString("password").equals(PASSWORD)
                                && List.of(DID, HANDLE)
                                        .contains(credentials.getString("identifier"))
                        ? new Answer(
                                200,
                                Json.createObjectBuilder()
                                        .add("did", DID)
                                        .add("handle", "halden.test")
                                        .add("accessJwt", token())
                                        .add("active", active)
                                        .add("refreshJwt", "other")
                                        .build())
                        : new Answer(
                                401,
                                error("AuthenticationRequired", "Invalid identifier or password"));
            }
            case "getRecord" -> {
                String query = exchange.getRequestURI().getQuery();
                String key = query.substring(query.lastIndexOf('=') + 1);
                return records.containsKey(key)
                        ? new Answer(
                                200,
                                Json.createObjectBuilder()
                                        .add("uri", uri(key))
                                        .add("cid", cid(records.get(key)))
                                        .add("value", records.get(key))
                                        .build())
                        : new Answer(400, error("RecordNotFound", "Could not locate record"));
            }
            default -> {
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                if (!("Bearer " + token()).equals(authorization)) {
                    return new Answer(400, error("InvalidToken", "Token could not be verified"));
                }
                return write(name, exchange, body);
            }
        }
    }

    private Answer write(String name, HttpExchange exchange, byte[] body) {
        switch (name) {
            case "uploadBlob" -> {
                return new Answer(
                        200,
                        Json.createObjectBuilder()
                                .add(
                                        "blob",
                                        Json.createObjectBuilder()
                                                .add("$type", "blob")
                                                .add(
                                                        "ref",
                                                        Json.createObjectBuilder()
                                                                .add(
                                                                        "$link",
                                                                        BlobLink.of(
                                                                                CanonicalJson
                                                                                        .sha256(
                                                                                                body))))
                                                .add(
                                                        "mimeType",
                                                        exchange.getRequestHeaders()
                                                                .getFirst("Content-Type"))
                                                .add("size", body.length))
                                .build());
            }
            case "putRecord" -> {
                JsonObject request = json(body);
                String key = request.getString("rkey");
                JsonObject record = request.getJsonObject("record");
                if (!record.equals(records.put(key, record))) {
                    commits++;
                }
                return new Answer(
                        200,
                        Json.createObjectBuilder()
                                .add("uri", uri(key))
                                .add("cid", cid(record))
                                .add("validationStatus", "valid")
                                .build());
            }
            case "deleteRecord" -> {
                records.remove(json(body).getString("rkey"));
                return new Answer(200, JsonObject.EMPTY_JSON_OBJECT);
            }
            default -> {
                return new Answer(501, error("MethodNotImplemented", name));
            }
        }
    }

    private String token() {
        return scope.isEmpty()
                ? "token"
                : "e30."
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        Json.createObjectBuilder()
                                                .add("scope", scope)
                                                .build()
                                                .toString()
                                                .getBytes(StandardCharsets.UTF_8))
                        + ".x";
    }

    private static String uri(String key) {
        return "at://" + DID + "/app.bsky.feed.post/" + key;
    }

    private static String cid(JsonObject record) {
        return "bafy" + CanonicalJson.hex(CanonicalJson.sha256(CanonicalJson.bytes(record)));
    }

    private static JsonObject error(String error, String message) {
        return Json.createObjectBuilder().add("error", error).add("message", message).build();
    }

    private static JsonObject json(byte[] body) {
        return Json.createReader(new StringReader(new String(body, StandardCharsets.UTF_8)))
                .readObject();
    }

    private static void send(HttpExchange exchange, int status, JsonObject body)
            throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
