package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BearerTokenIT {

    static final String RESOURCE = "/api/v1/brands";

    private static Tab.Answer ask(String authorization) {
        return new Tab().get(Tab.harbour(RESOURCE), "Authorization", authorization);
    }

    private static void refused(Tab.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"harbour\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.setCookies()).isEmpty();
        assertThat(answer.json().getInt("status")).isEqualTo(401);
        assertThat(answer.json().getString("instance")).isEqualTo(RESOURCE);
        assertThat(answer.json().getString("type")).endsWith(":" + code);
        assertThat(answer.json().keySet()).contains("title", "detail");
    }

    @Test
    void personsTokenOpensTheirAgency() {
        String token = Tab.tokens("harbour", "mara").getString("access_token");

        var answer = ask("Bearer " + token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.setCookies()).isEmpty();
    }

    @Test
    void noTokenIsAProblemAndNeverARedirect() {
        refused(new Tab().get(Tab.harbour(RESOURCE)), "token_missing");
    }

    @Test
    void sessionIsNothingHere() {
        var tab = new Tab();
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");

        refused(tab.get(Tab.harbour(RESOURCE)), "token_missing");
    }

    @Test
    void tokenOfAnotherAgencyIsRefused() {
        refused(
                ask("Bearer " + Tab.tokens("lumen", "dario").getString("access_token")),
                "invalid_token");
    }

    @Test
    void idTokenOfTheSamePersonIsRefused() {
        refused(
                ask("Bearer " + Tab.tokens("harbour", "mara").getString("id_token")),
                "invalid_token");
    }

    @Test
    void tokenOfAnotherClientIsRefused() {
        var form =
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "mara",
                        "password", "demo-mara-2026");

        refused(
                ask("Bearer " + Tab.tokens("harbour", form).getString("access_token")),
                "invalid_token");
    }

    @Test
    void changedTokenIsRefused() {
        String[] parts = Tab.tokens("harbour", "mara").getString("access_token").split("\\.");
        var payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        var richer = payload.replace("account_manager", "agency_owner");
        var none = "{\"alg\":\"none\",\"typ\":\"JWT\"}";

        assertThat(richer).isNotEqualTo(payload);
        refused(
                ask("Bearer " + parts[0] + "." + encoded(richer) + "." + parts[2]),
                "invalid_token");
        refused(ask("Bearer " + encoded(none) + "." + parts[1] + "."), "invalid_token");
    }

    @Test
    void whatIsNoTokenIsRefused() {
        for (String header :
                new String[] {"Bearer x", "Bearer ", "Basic bWFyYTp4", "bearer", "."}) {
            refused(ask(header), "invalid_token");
        }
    }

    @Test
    void doorOfTheApiIsOpenButNotToABadToken() {
        assertThat(new Tab().get(Tab.harbour("/api/v1")).status()).isEqualTo(200);
        assertThat(new Tab().get(Tab.harbour("/api/v1"), "Authorization", "Bearer x").status())
                .isEqualTo(401);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
