package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;

/** A program gets a token by a code that its person allows in a browser (RFC 8628). */
class DeviceFlowIT {

    private static final String REALM = "/realms/harbour/protocol/openid-connect/";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final Duration ALLOWED_WITHIN = Duration.ofSeconds(40);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(12);
    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");

    private final Api program = Api.nobody("harbour.localhost");

    private static JsonObject asked(String client) {
        return new Tab()
                .send("POST", Tab.keycloak(REALM + "auth/device"), Map.of("client_id", client))
                .json();
    }

    private static Tab.Answer redeemed(String client, JsonObject asked) {
        return new Tab()
                .send(
                        "POST",
                        Tab.keycloak(REALM + "token"),
                        Map.of(
                                "grant_type",
                                GRANT,
                                "client_id",
                                client,
                                "device_code",
                                asked.getString("device_code")));
    }

    /** The person opens the address, signs in and says yes, whatever pages that takes. */
    private static void allow(Tab tab, JsonObject asked, String username) {
        var page = tab.follow(tab.get(URI.create(asked.getString("verification_uri_complete"))));
        for (int i = 0; i < 6; i++) {
            var form = FORM.matcher(page.body());
            if (!form.find()) {
                return;
            }
            var fields = new LinkedHashMap<String, String>();
            if (page.body().contains("name=\"device_user_code\"")) {
                fields.put("device_user_code", asked.getString("user_code"));
            }
            fields.put("username", username);
            fields.put("credentialId", "");
            fields.put("accept", "Yes");
            var code = Pattern.compile("name=\"code\" value=\"([^\"]*)\"").matcher(page.body());
            if (code.find()) {
                fields.put("code", code.group(1));
            }
            if (page.body().contains("type=\"password\"")) {
                fields.put("password", "demo-" + username + "-2026");
            }
            page =
                    tab.follow(
                            tab.send(
                                    "POST",
                                    page.uri().resolve(form.group(1).replace("&amp;", "&")),
                                    fields));
        }
    }

    private static JsonObject tokens(String client, JsonObject asked) {
        return Waiting.until(
                        "the code is allowed",
                        ALLOWED_WITHIN,
                        () -> redeemed(client, asked),
                        answer -> answer.status() == 200)
                .json();
    }

    private static Map<String, String> bearer(JsonObject tokens) {
        return Map.of("Authorization", "Bearer " + tokens.getString("access_token"));
    }

    @Test
    void entryNamesTheEndpointAndTheClients() {
        var entry = program.get("/api/v1").expect(200).json();

        assertThat(entry.getString("deviceEndpoint"))
                .isEqualTo(Tab.keycloak(REALM + "auth/device").toString());
        assertThat(entry.getJsonArray("clientIds").toString())
                .contains("countersign-device", "countersign-reader");
    }

    @Test
    void codeIsWorthNothingBeforeThePersonSaysYes() {
        var answer = redeemed("countersign-device", asked("countersign-device"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("error")).isEqualTo("authorization_pending");
    }

    @Test
    void programWorksForThePersonAndDecidesNothing() {
        var asked = asked("countersign-device");
        allow(new Tab(), asked, "samir");
        var may = bearer(tokens("countersign-device", asked));

        var me = program.get("/api/v1/people/me", may).expect(200).json();
        program.get("/api/v1/posts", may).expect(200);
        assertThat(me.getString("mail")).contains("samir");
        var agencyWide =
                jakarta.json.Json.createObjectBuilder()
                        .add("scope", "AGENCY")
                        .add("scopeId", "harbour")
                        .add("reason", "not a client's to stop")
                        .build();
        Api.as("harbour", "samir").post("/api/v1/holds", agencyWide).expect(404);
        program.post("/api/v1/holds", agencyWide, may).expect(404);
        var line = ApiLine.halden();
        var open =
                line.submit(
                        line.write(
                                line.campaign("Device"),
                                "Device",
                                "Not for programs to decide",
                                java.time.Instant.now().plus(Duration.ofDays(2))));
        var decision =
                jakarta.json.Json.createObjectBuilder()
                        .add("kind", "REJECT")
                        .add("comment", "no")
                        .add("digests", jakarta.json.Json.createArrayBuilder().add("a".repeat(64)))
                        .build();
        program.post("/api/v1/submissions/" + open + "/decisions", decision, may).expect(403);
    }

    @Test
    void readerReadsOnly() {
        var asked = asked("countersign-reader");
        allow(new Tab(), asked, "mara");
        var may = bearer(tokens("countersign-reader", asked));
        var line = ApiLine.halden();

        program.get("/api/v1/posts", may).expect(200);
        program.post(
                        "/api/v1/posts",
                        line.body(
                                line.campaign("Reader"),
                                "Reader",
                                "Never written",
                                java.time.Instant.now().plus(Duration.ofDays(2))),
                        may)
                .expect(403);
    }

    @Test
    void tokensAreRenewedAndEndWhenThePersonEndsThem() {
        var browser = new Tab();
        var asked = asked("countersign-device");
        allow(browser, asked, "jonas");
        var first = tokens("countersign-device", asked);
        assertThat(first.getInt("expires_in")).isLessThanOrEqualTo(300);

        var refresh =
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "countersign-device",
                        "refresh_token",
                        first.getString("refresh_token"));
        var renewed = new Tab().send("POST", Tab.keycloak(REALM + "token"), refresh);
        assertThat(renewed.status()).isEqualTo(200);
        var may = bearer(renewed.json());
        program.get("/api/v1/posts", may).expect(200);
        // each refresh token is good once
        assertThat(new Tab().send("POST", Tab.keycloak(REALM + "token"), refresh).status())
                .isEqualTo(400);

        var other = asked("countersign-device");
        var elsewhere = new Tab();
        allow(elsewhere, other, "jonas");
        var again = bearer(tokens("countersign-device", other));
        program.get("/api/v1/posts", again).expect(200);
        endAll(elsewhere);

        Waiting.until(
                "the token ends",
                ENDS_WITHIN,
                () -> program.get("/api/v1/posts", again).status(),
                status -> status == 401);
    }

    /** Presses "End" beside every device on the page. */
    private static void endAll(Tab tab) {
        var address = Tab.harbour("/settings/devices.xhtml");
        var page = tab.follow(tab.get(address));
        var button = Pattern.compile("name=\"(devices:row:\\d+:end)\"");
        assertThat(page.body()).containsPattern(button);
        for (var found = button.matcher(page.body()); found.find(); ) {
            var state =
                    Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"")
                            .matcher(page.body());
            assertThat(state.find()).isTrue();
            tab.post(
                    address,
                    Map.of(
                            "devices",
                            "devices",
                            found.group(1),
                            "",
                            "jakarta.faces.ViewState",
                            state.group(1)));
        }
    }
}
