package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;

/** Somebody in front of Keycloak's pages, who does one step at a time. */
final class KeycloakPages {

    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\"[^>]*name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern HEADING = Pattern.compile("(?s)<h1[^>]*>(.*?)</h1>");
    private static final int STEP_SECONDS = 30;
    private static final String VERIFIER = "a-verifier-of-a-test-that-is-long-enough-to-be-one";

    private final Tab tab;
    private Tab.Answer page;

    private KeycloakPages(Tab tab, Tab.Answer page) {
        this.tab = tab;
        this.page = page;
    }

    /** Opens a page of the application and follows to wherever that leads. */
    static KeycloakPages open(Tab tab, URI page) {
        return new KeycloakPages(tab, tab.follow(tab.get(page)));
    }

    Tab tab() {
        return tab;
    }

    Tab.Answer page() {
        return page;
    }

    String heading() {
        var found = HEADING.matcher(page.body());
        return found.find() ? found.group(1).strip() : "";
    }

    URI action() {
        var form = FORM.matcher(page.body());
        assertThat(form.find()).as("no form: " + page.body()).isTrue();
        return page.uri().resolve(form.group(1).replace("&amp;", "&"));
    }

    /** Posts the first form of the page, with its hidden fields, and follows. */
    KeycloakPages post(String... fields) {
        page = tab.follow(tab.send("POST", action(), form(fields)));
        return this;
    }

    /** The answer to the form, not yet followed. */
    Tab.Answer answer(String... fields) {
        return tab.send("POST", action(), form(fields));
    }

    private Map<String, String> form(String... fields) {
        var form = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            form.put(hidden.group(1), hidden.group(2));
        }
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }

    KeycloakPages password(Somebody somebody) {
        post("username", somebody.username(), "do", "continue");
        return post("password", "demo-" + somebody.username() + "-2026", "do", "password");
    }

    KeycloakPages askForCode(String name) {
        return post("username", name, "do", "mail");
    }

    KeycloakPages show(String heading) {
        assertThat(heading()).as(page.body()).isEqualTo(heading);
        return this;
    }

    /** Sets up an authenticator app on the page that asks for it. */
    String setUpApp() {
        show("Set up an authenticator app");
        String secret =
                page.body().replaceFirst("(?s).*name=\"totpSecret\" value=\"([^\"]+)\".*", "$1");
        post("totp", appCode(secret, 0), "userLabel", "test");
        return secret;
    }

    /**
     * @param ahead 1 for the code that the app shows half a minute from now, which counts already
     */
    static String appCode(String secret, int ahead) {
        long step = Instant.now().getEpochSecond() / STEP_SECONDS + ahead;
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int at = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(at) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A token of this browser's session, as a client that asks for a strength gets it. */
    static Api api(Tab tab, Somebody somebody, String acr) {
        URI callback = Tab.harbour("/callback");
        var answer =
                tab.get(
                        Tab.keycloak(
                                "/realms/harbour/protocol/openid-connect/auth?client_id=countersign"
                                        + "&response_type=code&scope=openid%20organization&prompt=none"
                                        + "&state=s&code_challenge_method=S256&code_challenge="
                                        + challenge()
                                        + "&acr_values="
                                        + acr
                                        + "&redirect_uri="
                                        + callback));
        String code = answer.header("Location").replaceFirst(".*[?&]code=([^&]+).*", "$1");
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", "countersign");
        form.put("code", code);
        form.put("redirect_uri", callback.toString());
        form.put("code_verifier", VERIFIER);
        JsonObject tokens = Tab.tokens("harbour", form);
        return Api.bearing(somebody.agency(), tokens.getString("access_token"));
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // ---- Keycloak's administrator ----

    /**
     * Changes one attribute of a realm and leaves the others. The whole realm is sent, as Keycloak
     * takes a part of it with attributes for one whose protection against guessing has no settings.
     */
    static void realmAttribute(String realm, String name, String value) {
        JsonObject found =
                Json.createReader(new StringReader(admin("GET", realm, ""))).readObject();
        var attributes = Json.createObjectBuilder(found.getJsonObject("attributes"));
        attributes.add(name, value);
        admin(
                "PUT",
                realm,
                Json.createObjectBuilder(found).add("attributes", attributes).build().toString());
    }

    /** What the protector against guessing holds against somebody. */
    static String guesses(Somebody somebody) {
        return admin(
                "GET",
                somebody.agency() + "/attack-detection/brute-force/users/" + somebody.id(),
                "");
    }

    /** Ids of what somebody has set up for signing in, of one kind. */
    static List<String> credentials(Somebody somebody, String type) {
        return ids(
                admin("GET", somebody.agency() + "/users/" + somebody.id() + "/credentials", ""),
                one -> one.getString("type").equals(type));
    }

    /** Ids of somebody's open sessions. */
    static List<String> sessions(Somebody somebody) {
        return ids(
                admin("GET", somebody.agency() + "/users/" + somebody.id() + "/sessions", ""),
                one -> true);
    }

    private static List<String> ids(String array, Predicate<JsonObject> wanted) {
        try (var reader = Json.createReader(new StringReader(array))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(wanted)
                    .map(one -> one.getString("id"))
                    .toList();
        }
    }

    private static String admin(String method, String path, String body) {
        var request =
                HttpRequest.newBuilder(Tab.keycloak("/admin/realms/" + path))
                        .header("Authorization", "Bearer " + TestPeople.administrator())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        try {
            var answer =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()
                            .send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
