package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls to the parts on this machine: JSON out, JSON in, no redirects. */
final class JsonCalls {

    /** What came back; the body is null in JSON when there was none. */
    record Answer(int status, JsonValue body, String location) {

        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String base;
    private final String host;

    JsonCalls(String base) {
        this(base, "");
    }

    /**
     * @param host sent as the Host header, since the JVM cannot look up names under localhost; the
     *     launcher allows it by {@code jdk.httpclient.allowRestrictedHeaders}
     */
    JsonCalls(String base, String host) {
        this.base = base;
        this.host = host;
    }

    Answer get(String path, String authorization) throws IOException, InterruptedException {
        return send(request(path, authorization).GET());
    }

    Answer delete(String path, String authorization) throws IOException, InterruptedException {
        return send(request(path, authorization).DELETE());
    }

    Answer put(String path, String authorization, JsonValue body)
            throws IOException, InterruptedException {
        return send(
                request(path, authorization)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer post(String path, String authorization, JsonValue body)
            throws IOException, InterruptedException {
        return post(path, authorization, "", body);
    }

    /** With the version that the change is meant for. */
    Answer post(String path, String authorization, String ifMatch, JsonValue body)
            throws IOException, InterruptedException {
        var request = request(path, authorization).header("Content-Type", "application/json");
        if (!ifMatch.isEmpty()) {
            request.header("If-Match", ifMatch);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer upload(String path, String authorization, String mediaType, byte[] bytes)
            throws IOException, InterruptedException {
        return send(
                request(path, authorization)
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    Answer form(String path, Map<String, String> fields) throws IOException, InterruptedException {
        String body =
                fields.entrySet().stream()
                        .map(f -> encoded(f.getKey()) + "=" + encoded(f.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request(path, "")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** True as soon as the address answers with success, false when the time is over. */
    boolean answers(String path, Duration within, java.util.function.BooleanSupplier goOn)
            throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < end && goOn.getAsBoolean()) {
            try {
                if (get(path, "").ok()) {
                    return true;
                }
            } catch (IOException e) {
                // not there yet
            }
            Thread.sleep(200);
        }
        return false;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path, String authorization) {
        var builder = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        if (!host.isEmpty()) {
            builder.setHeader("Host", host);
        }
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        return builder;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                parsed(response.body()),
                response.headers().firstValue("Location").orElse(""));
    }

    private static JsonValue parsed(String body) {
        if (body.isBlank()) {
            return JsonValue.NULL;
        }
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readValue();
        } catch (JsonException e) {
            return Json.createValue(body);
        }
    }
}
