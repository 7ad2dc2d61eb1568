package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plain HTTP to one agency of the running product, as somebody or as nobody. The JVM does not
 * resolve {@code *.localhost}: requests go to the loopback address and name the host.
 */
public final class Api {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1) // the second one forgets the Host header
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(3);
    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    private record Token(String text, Instant until) {}

    /** What came back. */
    public record Answer(HttpResponse<String> http) {

        public int status() {
            return http.statusCode();
        }

        public String body() {
            return http.body();
        }

        public JsonObject json() {
            return object(http.body());
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** The problem's stable name. */
        public String code() {
            return json().getString("code");
        }

        /** The same answer, if it is this status. */
        public Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError(
                        http.request().method()
                                + " "
                                + http.uri()
                                + ": HTTP "
                                + status()
                                + " instead of "
                                + status
                                + "\n"
                                + body());
            }
            return this;
        }
    }

    private final String host;
    private final String agency;
    private final String username;

    private Api(String host, String agency, String username) {
        this.host = host;
        this.agency = agency;
        this.username = username;
    }

    public static Api as(String agency, String username) {
        return new Api(agency + ".localhost", agency, username);
    }

    /** Whoever a token speaks for. */
    public static Api bearing(String agency, String token) {
        String holder = "holder of " + token;
        TOKENS.put(agency + "/" + holder, new Token(token, Instant.now().plus(TOKEN_LIFE)));
        return new Api(agency + ".localhost", agency, holder);
    }

    /** Somebody's token on a host that is not their agency's usual one. */
    public static Api at(String host, String agency, String username) {
        return new Api(host, agency, username);
    }

    public static Api nobody(String host) {
        return new Api(host, "", "");
    }

    public Answer get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), Map.of());
    }

    public Answer get(String path, Map<String, String> headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, JsonObject body, Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/json");
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()), all);
    }

    public Answer post(String path, JsonObject body) {
        return post(path, body, Map.of());
    }

    public Answer post(String path, byte[] body, String type) {
        return send(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofByteArray(body),
                Map.of("Content-Type", type));
    }

    public Answer put(String path, JsonObject body, Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/json");
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(body.toString()), all);
    }

    public Answer send(
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create(Product.running().application() + path))
                        .timeout(PATIENCE)
                        .method(method, body)
                        .header("Host", host + ":" + Product.running().application().getPort());
        if (!username.isEmpty()) {
            request.header("Authorization", "Bearer " + token());
        }
        headers.forEach(request::header);
        return new Answer(exchange(request.build()));
    }

    /** An access token of the documented client of the demo's realms. */
    public String token() {
        return TOKENS.compute(
                        agency + "/" + username,
                        (key, known) ->
                                known != null && known.until().isAfter(Instant.now())
                                        ? known
                                        : new Token(fetchToken(), Instant.now().plus(TOKEN_LIFE)))
                .text();
    }

    /** Has the next request sign in anew: what a token says is from when it was made. */
    public void forgetToken() {
        TOKENS.remove(agency + "/" + username);
    }

    private String fetchToken() {
        String form =
                "grant_type=password&client_id=countersign-cli&scope="
                        + encoded("openid profile email organization")
                        + "&username="
                        + encoded(username)
                        + "&password="
                        + encoded("demo-" + username + "-2026");
        URI endpoint =
                URI.create(
                        Product.running().ready().getString("keycloak")
                                + "/realms/"
                                + agency
                                + "/protocol/openid-connect/token");
        var answer =
                exchange(
                        HttpRequest.newBuilder(endpoint)
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError("no token for " + username + ": " + answer.body());
        }
        return object(answer.body()).getString("access_token");
    }

    /** Any other address, such as the social network's. */
    public static Answer read(URI address) {
        return new Answer(
                exchange(HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build()));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
