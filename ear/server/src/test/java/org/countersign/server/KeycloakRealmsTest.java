package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeycloakRealmsTest {

    private JsonObject realm;

    @BeforeEach
    void describe() throws IOException {
        Settings settings =
                Settings.of(Map.of("COUNTERSIGN_MODE", "demo"), Path.of("/opt/countersign"));
        var demo = new Demo(settings);
        realm = new KeycloakRealms(settings, null, demo).realm(demo.agencies().get(0));
    }

    @Test
    void theWebClientMayOnlyUseTheCodeFlowWithProofOfPossession() {
        JsonObject client = client("countersign");

        assertThat(client.getJsonObject("attributes").getString("pkce.code.challenge.method"))
                .isEqualTo("S256");
        assertThat(client.getBoolean("standardFlowEnabled")).isTrue();
        assertThat(client.getBoolean("directAccessGrantsEnabled")).isFalse();
        assertThat(client.getBoolean("implicitFlowEnabled")).isFalse();
        assertThat(client.getJsonArray("redirectUris").toString())
                .isEqualTo("[\"http://harbour.localhost:8080/callback\"]");
        assertThat(client.getJsonObject("attributes").getString("backchannel.logout.url"))
                .isEqualTo("http://127.0.0.1:8080/backchannel-logout/harbour");
    }

    @Test
    void theCommandLineClientHasPasswordsOnly() {
        JsonObject client = client("countersign-cli");

        assertThat(client.getBoolean("directAccessGrantsEnabled")).isTrue();
        assertThat(client.getBoolean("standardFlowEnabled")).isFalse();
    }

    @Test
    void theRealmIsStrictWhereADemoNeedNotBeOtherwise() {
        assertThat(realm.getBoolean("bruteForceProtected")).isTrue();
        assertThat(realm.getBoolean("registrationAllowed")).isFalse();
        assertThat(realm.getInt("accessTokenLifespan")).isLessThanOrEqualTo(300);
    }

    @Test
    void peopleKeepTheIdsOfTheSeed() {
        JsonObject ruth =
                Demo.objects(realm, "users")
                        .filter(u -> u.getString("username").equals("ruth"))
                        .findFirst()
                        .orElseThrow();

        assertThat(ruth.getString("id")).isEqualTo("3cc3872a-893a-5d2f-b2c2-05569f8803e8");
        assertThat(Demo.texts(ruth, "realmRoles"))
                .containsExactly("client_owner", "client_approver");
    }

    private JsonObject client(String id) {
        return Demo.objects(realm, "clients")
                .filter(c -> c.getString("clientId").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
