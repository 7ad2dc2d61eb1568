package org.countersign.tenancy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.countersign.platform.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmTemplateTest {

    private final RealmTemplate template = new RealmTemplate();
    private boolean demo;

    @BeforeEach
    void settle() {
        template.settings =
                new Settings() {
                    @Override
                    public boolean isDemo() {
                        return demo;
                    }

                    @Override
                    public String agencyUrl(String host) {
                        return "https://" + host;
                    }

                    @Override
                    public String backchannelUrl(String host) {
                        return "http://10.0.0.1:8080";
                    }
                };
    }

    @Test
    void theWebClientMayOnlyUseTheCodeFlowWithProofOfPossession() {
        JsonObject client = webClient(realm());

        assertThat(client.getJsonObject("attributes").getString("pkce.code.challenge.method"))
                .isEqualTo("S256");
        assertThat(client.getBoolean("standardFlowEnabled")).isTrue();
        assertThat(client.getBoolean("directAccessGrantsEnabled")).isFalse();
        assertThat(client.getBoolean("implicitFlowEnabled")).isFalse();
        assertThat(client.getJsonArray("redirectUris").toString())
                .isEqualTo("[\"https://harbour.example.org/callback\"]");
        assertThat(client.getJsonObject("attributes").getString("backchannel.logout.url"))
                .isEqualTo("http://10.0.0.1:8080/backchannel-logout/harbour");
    }

    @Test
    void onlyTheOperatorsRealmHasOperators() {
        assertThat(realm().getJsonObject("roles").toString())
                .contains("agency_owner", "client_owner")
                .doesNotContain("operator");
        assertThat(
                        template.realm("operator", "Operator", "operator.example.org")
                                .getJsonObject("roles")
                                .toString())
                .isEqualTo("{\"realm\":[{\"name\":\"operator\"}]}");
    }

    @Test
    void noRealmSignsInByPasswordGrantOrHasPeopleFromTheStart() {
        assertThat(realm().getJsonArray("clients").getValuesAs(JsonObject.class))
                .noneMatch(client -> client.getBoolean("directAccessGrantsEnabled"));
        assertThat(realm()).doesNotContainKey("users");
    }

    @Test
    void realmsAreStrict() {
        assertThat(realm().getBoolean("bruteForceProtected")).isTrue();
        assertThat(realm().getBoolean("registrationAllowed")).isFalse();
        assertThat(realm().getInt("accessTokenLifespan")).isLessThanOrEqualTo(300);
        assertThat(realm().getString("sslRequired")).isEqualTo("external");
        demo = true;
        assertThat(realm().getString("sslRequired")).isEqualTo("none");
    }

    private JsonObject realm() {
        return template.realm("harbour", "Harbour & Pine", "harbour.example.org");
    }

    private static JsonObject webClient(JsonObject realm) {
        return realm.getJsonArray("clients").getValuesAs(JsonObject.class).stream()
                .filter(client -> client.getString("clientId").equals("countersign"))
                .findFirst()
                .orElseThrow();
    }
}
