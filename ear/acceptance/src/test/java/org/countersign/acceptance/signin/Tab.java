package org.countersign.acceptance.signin;

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
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countersign.acceptance.product.Product;

/**
 * A browser without a window: keeps cookies per host, follows redirects only when told to, fills in
 * Keycloak's pages. Names below {@code localhost} are this machine, as browsers have it.
 */
final class Tab {

    /** HTTP/1.1: on HTTP/2 the client names the address it connects to, whatever Host says. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final int REDIRECTS_MAX = 10;

    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /** What came back for the last request of a walk. */
    record Answer(URI uri, HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        List<String> setCookies() {
            return response.headers().allValues("Set-Cookie");
        }

        boolean redirects() {
            return !header("Location").isEmpty();
        }

        URI location() {
            return uri.resolve(header("Location"));
        }

        JsonObject json() {
            return Json.createReader(new StringReader(body())).readObject();
        }
    }

    static URI harbour(String path) {
        return URI.create(Product.running().agency("harbour") + path);
    }

    static URI lumen(String path) {
        return URI.create(Product.running().agency("lumen") + path);
    }

    static URI keycloak(String path) {
        return URI.create(Product.running().ready().getString("keycloak") + path);
    }

    /** The application by the machine's own address, as an operator asks it. */
    static URI machine(String path) {
        return URI.create(Product.running().application() + path);
    }

    static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    /** Another browser with the same cookies. */
    Tab copy() {
        var copy = new Tab();
        cookies.forEach((host, jar) -> copy.cookies.put(host, new LinkedHashMap<>(jar)));
        return copy;
    }

    String cookie(URI uri, String name) {
        return cookies.getOrDefault(uri.getHost(), Map.of()).getOrDefault(name, "");
    }

    void plant(URI uri, String name, String value) {
        cookies.computeIfAbsent(uri.getHost(), host -> new LinkedHashMap<>()).put(name, value);
    }

    Answer get(URI uri, String... headers) {
        return send("GET", uri, null, headers);
    }

    /** Posts as a page of the same host does. */
    Answer post(URI uri, Map<String, String> form, String... headers) {
        return send("POST", uri, form, with(headers, "Origin", origin(uri)));
    }

    /** A file's bytes. */
    byte[] download(URI uri) {
        return exchange(request(uri).GET().build(), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    /** JSON with a token, as a machine sends it. */
    Answer json(String method, URI uri, JsonObject body, String token) {
        var request = request(uri, "Authorization", "Bearer " + token);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return new Answer(uri, exchange(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    Answer send(String method, URI uri, Map<String, String> form, String... headers) {
        var request = request(uri, headers);
        if (form != null) {
            request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        request.method(
                method,
                form == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(encoded(form)));
        var response = exchange(request.build(), HttpResponse.BodyHandlers.ofString());
        keep(uri.getHost(), response);
        return new Answer(uri, response);
    }

    private HttpRequest.Builder request(URI uri, String... headers) {
        String host = uri.getHost();
        URI target =
                host.endsWith(".localhost")
                        ? URI.create(uri.toString().replaceFirst(Pattern.quote(host), "127.0.0.1"))
                        : uri;
        var request = HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(60));
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (!target.equals(uri)) {
            all.put("Host", uri.getAuthority());
        }
        String kept =
                cookies.getOrDefault(host, Map.of()).entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
        if (!kept.isEmpty()) {
            all.put("Cookie", kept);
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        all.forEach(request::header);
        return request;
    }

    private static <T> HttpResponse<T> exchange(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Goes on until an answer is no redirect. */
    Answer follow(Answer answer) {
        Answer last = answer;
        for (int i = 0; last.redirects() && i < REDIRECTS_MAX; i++) {
            last = get(last.location());
        }
        return last;
    }

    /** Opens a page as a stranger and fills in Keycloak's pages; ends at the answer to the code. */
    Answer signIn(URI page, String username) {
        return get(answerOfKeycloak(get(page), username));
    }

    /** The address that Keycloak sends the browser back to, not yet followed. */
    URI answerOfKeycloak(Answer start, String username) {
        Answer page = start;
        for (int i = 0; i < REDIRECTS_MAX; i++) {
            while (page.redirects()) {
                if (page.location().getPath().equals("/callback")) {
                    return page.location();
                }
                page = get(page.location());
            }
            var form = FORM.matcher(page.body());
            if (!form.find()) {
                throw new IllegalStateException("no form at " + page.uri() + ": " + page.body());
            }
            var fields = new LinkedHashMap<String, String>();
            fields.put("username", username);
            fields.put("credentialId", "");
            if (page.body().contains("type=\"password\"")) {
                fields.put("password", "demo-" + username + "-2026");
            }
            String action = form.group(1).replace("&amp;", "&");
            page = send("POST", page.uri().resolve(action), fields);
        }
        throw new IllegalStateException("Keycloak asks on and on at " + page.uri());
    }

    /** An answer of the token endpoint to the command line's password grant. */
    static JsonObject tokens(String realm, String username) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", "countersign-cli");
        form.put("scope", "openid");
        form.put("username", username);
        form.put("password", "demo-" + username + "-2026");
        return tokens(realm, form);
    }

    static JsonObject tokens(String realm, Map<String, String> form) {
        var answer = asked(realm, form);
        if (answer.status() == 401) {
            // Keycloak refuses a password while it still counts the last one for the same person
            answer = asked(realm, form);
        }
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return answer.json();
    }

    private static Answer asked(String realm, Map<String, String> form) {
        return new Tab()
                .send(
                        "POST",
                        keycloak("/realms/" + realm + "/protocol/openid-connect/token"),
                        form);
    }

    private void keep(String host, HttpResponse<String> response) {
        var jar = cookies.computeIfAbsent(host, unknown -> new LinkedHashMap<>());
        for (String header : response.headers().allValues("Set-Cookie")) {
            String pair = header.split(";", 2)[0];
            int equals = pair.indexOf('=');
            if (header.contains("Max-Age=0")) {
                jar.remove(pair.substring(0, equals));
            } else {
                jar.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String[] with(String[] headers, String name, String value) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals(name)) {
                return headers;
            }
        }
        var more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}
