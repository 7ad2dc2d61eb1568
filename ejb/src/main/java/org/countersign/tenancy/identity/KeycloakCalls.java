package org.countersign.tenancy.identity;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls to Keycloak's administration with a token of the client {@code countersign-provisioner}:
 * JSON out, JSON in, no redirects. Goes to the one address the operator set, so it is not the
 * guarded client's: nobody else's text ever becomes its host.
 */
class KeycloakCalls {

    private static final System.Logger LOG = System.getLogger(KeycloakCalls.class.getName());

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** Making a realm takes seconds on a busy machine. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A token that ends within this time is not used any more. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int REASON_MAX = 300;

    private final HttpClient client;
    private final String base;
    private final String clientId;
    private final Optional<String> secret;
    private final Clock clock;
    private final Duration patience;
    private final AtomicReference<Token> token;

    private record Token(String value, Instant until) {}

    KeycloakCalls(String base, String clientId, Optional<String> secret, Clock clock) {
        this.base = base.replaceAll("/+$", "");
        this.clientId = clientId;
        this.secret = secret;
        this.clock = clock;
        this.patience = ANSWER;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build();
        this.token = new AtomicReference<>();
    }

    private KeycloakCalls(KeycloakCalls same, Duration patience) {
        this.base = same.base;
        this.clientId = same.clientId;
        this.secret = same.secret;
        this.clock = same.clock;
        this.patience = patience;
        this.client = same.client;
        this.token = same.token;
    }

    /** The same calls, and token, for somebody who waits for the answer. */
    KeycloakCalls within(Duration patience) {
        return new KeycloakCalls(this, patience);
    }

    JsonObject object(String path) {
        return body(send("GET", path, JsonValue.NULL)).asJsonObject();
    }

    /** Empty where there is no such thing. */
    Optional<JsonObject> find(String path) {
        try {
            return Optional.of(object(path));
        } catch (KeycloakMissingException absent) {
            return Optional.empty();
        }
    }

    List<JsonObject> list(String path) {
        JsonArray array = body(send("GET", path, JsonValue.NULL)).asJsonArray();
        return array.getValuesAs(JsonObject.class);
    }

    /** All of a paged list, in pages of {@code size}. */
    Stream<JsonObject> all(String path, int size) {
        String paged = path + (path.contains("?") ? "&" : "?") + "max=" + size + "&first=";
        return Stream.iterate(0, first -> first + size)
                .map(first -> list(paged + first))
                .takeWhile(page -> !page.isEmpty())
                .flatMap(List::stream);
    }

    /**
     * Makes something that Keycloak gives an id.
     *
     * @return the last part of the answer's {@code Location}; empty where there is none
     */
    String create(String path, JsonValue body) {
        String location = send("POST", path, body).headers().firstValue("Location").orElse("");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    JsonValue post(String path, JsonValue body) {
        return body(send("POST", path, body));
    }

    void put(String path, JsonValue body) {
        send("PUT", path, body);
    }

    void delete(String path, JsonValue body) {
        send("DELETE", path, body);
    }

    /** False when it was not there. */
    boolean delete(String path) {
        try {
            send("DELETE", path, JsonValue.NULL);
            return true;
        } catch (KeycloakMissingException absent) {
            return false;
        }
    }

    /**
     * Changes what is named and leaves the rest as it is. What is so already is not sent: writing a
     * person makes Keycloak forget the wrong passwords that were tried on them.
     */
    void change(String path, JsonObject changes) {
        JsonObject now = object(path);
        if (now.entrySet().containsAll(changes.entrySet())) {
            return;
        }
        JsonObjectBuilder merged = Json.createObjectBuilder(now);
        changes.forEach(merged::add);
        put(path, merged.build());
    }

    /** Lets the next call ask for a new token. */
    void forgetToken() {
        token.set(null);
    }

    /** One part of a path, or a value of a query. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> send(String method, String path, JsonValue body) {
        HttpResponse<String> answer = attempt(method, path, body);
        if (answer.statusCode() == UNAUTHORIZED) {
            forgetToken(); // it was withdrawn, or Keycloak has new keys
            answer = attempt(method, path, body);
        }
        return checked(answer);
    }

    private HttpResponse<String> attempt(String method, String path, JsonValue body) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/admin/realms" + path))
                        .timeout(patience)
                        .header("Authorization", "Bearer " + bearer())
                        .header("Accept", "application/json");
        if (body == JsonValue.NULL) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return exchange(request.build());
    }

    private String bearer() {
        Token known = token.get();
        Instant now = clock.instant();
        if (known == null || !known.until().isAfter(now)) {
            known = fetchToken(now);
            token.set(known);
        }
        return known.value();
    }

    private Token fetchToken(Instant now) {
        String given =
                secret.orElseThrow(
                        () ->
                                new KeycloakRefusedException(
                                        UNAUTHORIZED,
                                        "COUNTERSIGN_KEYCLOAK_CLIENT_SECRET is not set"));
        String form =
                Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                clientId,
                                "client_secret",
                                given)
                        .entrySet()
                        .stream()
                        .map(field -> field.getKey() + "=" + part(field.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(
                                URI.create(base + "/realms/master/protocol/openid-connect/token"))
                        .timeout(patience)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        JsonObject granted = body(checked(exchange(request))).asJsonObject();
        return new Token(
                granted.getString("access_token"),
                now.plusSeconds(granted.getInt("expires_in", 0)).minus(MARGIN));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw unreachable(request, new KeycloakUnreachableException(failed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KeycloakUnreachableException(stopped);
        }
    }

    private static KeycloakUnreachableException unreachable(
            HttpRequest request, KeycloakUnreachableException why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "keycloak unreachable {0} {1} cause={2}",
                request.method(),
                request.uri().getPath(),
                why.getCause());
        return why;
    }

    private static HttpResponse<String> checked(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer;
        }
        if (status >= 500 || status == TOO_MANY) {
            throw unreachable(
                    answer.request(),
                    new KeycloakUnreachableException("HTTP " + status + " " + reason(answer)));
        }
        if (status == NOT_FOUND) {
            throw new KeycloakMissingException();
        }
        String reason = reason(answer);
        if (status == CONFLICT) {
            throw new KeycloakConflictException(reason);
        }
        throw new KeycloakRefusedException(status, reason);
    }

    private static String reason(HttpResponse<String> answer) {
        String reason = "HTTP " + answer.statusCode();
        try {
            if (body(answer) instanceof JsonObject object) {
                reason =
                        Stream.of("errorMessage", "error_description", "error")
                                .map(name -> object.get(name))
                                .filter(JsonString.class::isInstance)
                                .map(value -> ((JsonString) value).getString())
                                .findFirst()
                                .orElse(reason);
            }
        } catch (KeycloakUnreachableException notJson) {
            // a proxy's page; its status says enough
        }
        return reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason;
    }

    private static JsonValue body(HttpResponse<String> answer) {
        if (answer.body().isBlank()) {
            return JsonValue.NULL;
        }
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readValue();
        } catch (JsonException e) {
            throw new KeycloakUnreachableException(e); // something else answers there
        }
    }
}
