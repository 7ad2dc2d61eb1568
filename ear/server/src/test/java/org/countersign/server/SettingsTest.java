package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Path HOME = Path.of("/opt/countersign");
    private static final Map<String, String> PRODUCTION =
            Map.of(
                    "COUNTERSIGN_BASE_DOMAIN", "agencies.example",
                    "COUNTERSIGN_KEYCLOAK_HOSTNAME", "https://id.agencies.example",
                    "COUNTERSIGN_OPERATOR_MAIL", "olga@agencies.example",
                    "COUNTERSIGN_SMTP_HOST", "mail.agencies.example",
                    "COUNTERSIGN_SMTP_FROM", "countersign@agencies.example");

    @Test
    void demoNeedsNothingElse() {
        Settings demo = Settings.of(Map.of("COUNTERSIGN_MODE", "demo"), HOME);

        assertThat(demo.data()).isEqualTo(Path.of("/opt/countersign/data"));
        assertThat(demo.publicUrl("harbour.localhost")).isEqualTo("http://harbour.localhost:8080");
        assertThat(demo.mediaUrl()).isEqualTo("http://media.localhost:8080");
        assertThat(demo.issuer("harbour")).isEqualTo("http://localhost:8180/realms/harbour");
        assertThat(demo.portsInUse()).hasSize(9);
    }

    @Test
    void withoutAModeItIsProduction() {
        assertThatThrownBy(() -> Settings.of(Map.of(), HOME))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("COUNTERSIGN_BASE_DOMAIN");
    }

    @Test
    void everyProductionSettingIsDemanded() {
        assertThat(Settings.of(PRODUCTION, HOME).demo()).isFalse();
        for (String variable : PRODUCTION.keySet()) {
            var without = new HashMap<>(PRODUCTION);
            without.remove(variable);
            assertThatThrownBy(() -> Settings.of(without, HOME))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(variable);
        }
    }

    @Test
    void productionRefusesWhatOnlyADemoMayHave() {
        refused("COUNTERSIGN_BASE_DOMAIN", "localhost");
        refused("COUNTERSIGN_BASE_DOMAIN", "demo.localhost");
        refused("COUNTERSIGN_KEYCLOAK_HOSTNAME", "http://id.agencies.example");
        refused("COUNTERSIGN_KEYCLOAK_HOSTNAME", "id.agencies.example");
        refused("COUNTERSIGN_PUBLIC_URL", "http://{host}");
        refused("COUNTERSIGN_SMTP_PASSWORD", "demo-mara-2026");
    }

    @Test
    void productionStartsNeitherMailNorBluesky() {
        assertThat(Settings.of(PRODUCTION, HOME).portsInUse())
                .containsOnlyKeys(
                        Settings.Port.HTTP,
                        Settings.Port.KEYCLOAK,
                        Settings.Port.KEYCLOAK_MANAGEMENT,
                        Settings.Port.POSTGRES);
    }

    @Test
    void whatIsExternalIsNotStarted() {
        var environment = new HashMap<String, String>();
        environment.put("COUNTERSIGN_MODE", "demo");
        environment.put("COUNTERSIGN_DB_URL", "jdbc:postgresql://db.example/countersign");
        environment.put("COUNTERSIGN_DB_USER", "countersign_app");
        environment.put("COUNTERSIGN_DB_PASSWORD", "a");
        environment.put("COUNTERSIGN_DB_MIGRATOR_USER", "countersign_migrator");
        environment.put("COUNTERSIGN_DB_MIGRATOR_PASSWORD", "b");
        environment.put("COUNTERSIGN_KEYCLOAK_URL", "http://keycloak.example/");
        environment.put("COUNTERSIGN_SMTP_HOST", "mail.example");

        Settings settings = Settings.of(environment, HOME);

        assertThat(settings.portsInUse()).containsOnlyKeys(Settings.Port.HTTP);
        assertThat(settings.issuer("harbour")).isEqualTo("http://keycloak.example/realms/harbour");
        assertThat(settings.port(Settings.Port.SMTP)).isEqualTo(587);
    }

    @Test
    void anExternalDatabaseNeedsOneForKeycloakToo() {
        var environment = new HashMap<String, String>();
        environment.put("COUNTERSIGN_MODE", "demo");
        environment.put("COUNTERSIGN_DB_URL", "jdbc:postgresql://db.example/countersign");
        environment.put("COUNTERSIGN_DB_USER", "countersign_app");
        environment.put("COUNTERSIGN_DB_PASSWORD", "a");
        environment.put("COUNTERSIGN_DB_MIGRATOR_USER", "countersign_migrator");
        environment.put("COUNTERSIGN_DB_MIGRATOR_PASSWORD", "b");

        assertThatThrownBy(() -> Settings.of(environment, HOME))
                .hasMessageContaining("COUNTERSIGN_KEYCLOAK_DB_URL");
    }

    @Test
    void anExternalKeycloakNeedsAClientThatProvisions() {
        var environment = new HashMap<>(PRODUCTION);
        environment.put("COUNTERSIGN_KEYCLOAK_URL", "https://keycloak.example");

        assertThatThrownBy(() -> Settings.of(environment, HOME))
                .hasMessageContaining("COUNTERSIGN_KEYCLOAK_CLIENT_SECRET");

        environment.put("COUNTERSIGN_KEYCLOAK_CLIENT_SECRET", "of its operator");
        Settings settings = Settings.of(environment, HOME);
        assertThat(settings.ownProvisioningClient()).isTrue();
        assertThat(settings.backchannelUrl()).isEqualTo(settings.publicUrl());
    }

    @Test
    void aPortIsANumberInItsRange() {
        assertThatThrownBy(
                        () ->
                                Settings.of(
                                        Map.of(
                                                "COUNTERSIGN_MODE",
                                                "demo",
                                                "COUNTERSIGN_HTTP_PORT",
                                                "80800"),
                                        HOME))
                .hasMessage("COUNTERSIGN_HTTP_PORT is a port from 1 to 65535, not '80800'.");
    }

    @Test
    void childrenSeeNoneOfTheProductsOwnVariables() {
        var environment =
                Map.of(
                        "COUNTERSIGN_MODE", "demo",
                        "COUNTERSIGN_DB_MIGRATOR_PASSWORD", "secret",
                        "KC_HOSTNAME", "elsewhere",
                        "PGHOST", "elsewhere",
                        "PATH", "/bin");

        assertThat(Settings.of(environment, HOME).childEnvironment())
                .containsOnlyKeys("PATH", "TMPDIR");
    }

    private static void refused(String variable, String value) {
        var changed = new HashMap<>(PRODUCTION);
        changed.put(variable, value);
        assertThatThrownBy(() -> Settings.of(changed, HOME))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(variable);
    }
}
