package org.countersign.tenancy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Optional;
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

                    @Override
                    public String smtpHost() {
                        return "mail.example.org";
                    }

                    @Override
                    public int smtpPort() {
                        return 587;
                    }

                    @Override
                    public Optional<String> smtpUser() {
                        return Optional.of("countersign");
                    }

                    @Override
                    public Optional<String> smtpPassword() {
                        return Optional.of("s3cret");
                    }

                    @Override
                    public String smtpFrom() {
                        return "post@example.org";
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
                .isEqualTo(
                        "[\"https://harbour.example.org/callback\",\"https://harbour.example.org/\"]");
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

    @Test
    void peopleSignInByOurFlowAndKeepTheirMailAddress() {
        JsonObject realm = realm();
        var flows = realm.getJsonArray("authenticationFlows").getValuesAs(JsonObject.class);

        assertThat(flows)
                .extracting(flow -> flow.getString("alias"))
                .contains(realm.getString("browserFlow"));
        assertThat(realm.getString("loginTheme")).isEqualTo("countersign");
        assertThat(realm.getJsonObject("attributes").getString("acr.loa.map"))
                .isEqualTo("{\"mail\":1,\"password\":2,\"otp\":3,\"passkey\":4}");
        assertThat(realm.getJsonObject("components").toString())
                .contains("\\\"name\\\":\\\"email\\\"", "\\\"edit\\\":[\\\"admin\\\"]");
    }

    @Test
    void keycloaksMailsGoOutInTheAgencysNameBySecuredMail() {
        assertThat(realm().getJsonObject("smtpServer").toString())
                .isEqualTo(
                        "{\"host\":\"mail.example.org\",\"port\":\"587\",\"from\":\"post@example.org\","
                                + "\"fromDisplayName\":\"Harbour & Pine\",\"starttls\":\"true\",\"auth\":\"true\","
                                + "\"user\":\"countersign\",\"password\":\"s3cret\"}");
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
