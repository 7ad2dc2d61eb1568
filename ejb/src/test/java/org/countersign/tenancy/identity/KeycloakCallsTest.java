package org.countersign.tenancy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeycloakCallsTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private FakeKeycloak keycloak;
    private KeycloakCalls calls;

    @BeforeEach
    void start() throws IOException {
        keycloak = new FakeKeycloak();
        calls = at(NOON);
    }

    @AfterEach
    void stop() {
        keycloak.close();
    }

    @Test
    void oneTokenServesManyCalls() {
        keycloak.answers(200, "{}").answers(200, "{}");

        calls.object("/harbour");
        calls.object("/harbour");

        assertThat(tokens()).containsExactly("Bearer t1", "Bearer t1");
    }

    @Test
    void aNewRealmsRightsComeWithANewToken() {
        keycloak.answers(201, "", keycloak.url() + "/admin/realms/harbour").answers(200, "{}");

        new KeycloakRealms(calls)
                .create(Json.createObjectBuilder().add("realm", "harbour").build());
        calls.object("/harbour");

        assertThat(tokens()).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void aTokenThatIsNoLongerTakenIsReplacedOnce() {
        keycloak.answers(401, "").answers(200, "{}");

        calls.object("/harbour");

        assertThat(tokens()).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void anAgedTokenIsReplaced() {
        keycloak.answers(200, "{}").answers(200, "{}");
        var clock =
                new Clock() {
                    private Instant now = NOON.instant();

                    @Override
                    public Instant instant() {
                        return now;
                    }

                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }
                };
        calls = at(clock);

        calls.object("/harbour");
        clock.now = clock.now.plus(Duration.ofSeconds(51));
        calls.object("/harbour");

        assertThat(tokens()).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void refusalsSayWhatKindTheyAre() {
        keycloak.answers(404, "{\"error\":\"not found\"}")
                .answers(409, "{\"errorMessage\":\"User exists with same email\"}")
                .answers(400, "{\"error_description\":\"Domain is not valid\"}")
                .answers(403, "")
                .answers(503, "<html>busy</html>")
                .answers(429, "");

        assertThatThrownBy(() -> calls.object("/a")).isInstanceOf(KeycloakMissingException.class);
        assertThatThrownBy(() -> calls.object("/a"))
                .isInstanceOfSatisfying(
                        KeycloakConflictException.class,
                        e ->
                                assertThat(e.arguments())
                                        .containsExactly("User exists with same email"));
        assertThatThrownBy(() -> calls.object("/a"))
                .isInstanceOfSatisfying(
                        KeycloakRefusedException.class,
                        e -> {
                            assertThat(e.status()).isEqualTo(400);
                            assertThat(e.arguments()).containsExactly("Domain is not valid");
                        });
        assertThatThrownBy(() -> calls.object("/a"))
                .isInstanceOfSatisfying(
                        KeycloakRefusedException.class,
                        e -> assertThat(e.arguments()).containsExactly("HTTP 403"));
        assertThatThrownBy(() -> calls.object("/a"))
                .isInstanceOf(KeycloakUnreachableException.class);
        assertThatThrownBy(() -> calls.object("/a"))
                .isInstanceOf(KeycloakUnreachableException.class);
    }

    @Test
    void aKeycloakThatIsDownIsUnreachable() {
        keycloak.close();

        assertThatThrownBy(() -> calls.object("/a"))
                .isInstanceOf(KeycloakUnreachableException.class);
    }

    @Test
    void aWrongSecretIsARefusalAndNoSecretToo() {
        var wrong = new KeycloakCalls(keycloak.url(), "c", Optional.of("other"), NOON);
        var none = new KeycloakCalls(keycloak.url(), "c", Optional.empty(), NOON);

        assertThatThrownBy(() -> wrong.object("/a")).isInstanceOf(KeycloakRefusedException.class);
        assertThatThrownBy(() -> none.object("/a"))
                .isInstanceOf(KeycloakRefusedException.class)
                .hasMessageContaining("COUNTERSIGN_KEYCLOAK_CLIENT_SECRET");
    }

    @Test
    void namesCannotLeaveTheirPlaceInThePath() {
        keycloak.answers(200, "{}");

        new KeycloakUsers(calls, "har/../bour").find("../x?y=z");

        assertThat(keycloak.asked().get(0).pathAndQuery())
                .isEqualTo("/admin/realms/har%2F..%2Fbour/users/..%2Fx%3Fy%3Dz");
    }

    @Test
    void aChangeLeavesTheRestAsItIs() {
        keycloak.answers(200, "{\"id\":\"1\",\"firstName\":\"Ruth\",\"enabled\":true}")
                .answers(204, "");

        new KeycloakUsers(calls, "harbour").enable("1", false);

        var put = keycloak.asked().get(1);
        assertThat(put.method()).isEqualTo("PUT");
        assertThat(put.body()).isEqualTo("{\"id\":\"1\",\"firstName\":\"Ruth\",\"enabled\":false}");
    }

    @Test
    void listsAreReadToTheirEnd() {
        keycloak.answers(200, "[{\"id\":\"1\"},{\"id\":\"2\"}]")
                .answers(200, "[{\"id\":\"3\"}]")
                .answers(200, "[]");

        assertThat(calls.all("/harbour/users", 2).map(user -> user.getString("id")))
                .containsExactly("1", "2", "3");
        assertThat(keycloak.asked().get(1).pathAndQuery())
                .isEqualTo("/admin/realms/harbour/users?max=2&first=2");
    }

    @Test
    void aMemberIsNamedByAJsonText() {
        keycloak.answers(409, "{\"errorMessage\":\"already a member\"}");

        new KeycloakOrganizations(calls, "harbour").addMember("o", "p");

        assertThat(keycloak.asked().get(0).body()).isEqualTo("\"p\"");
    }

    private KeycloakCalls at(Clock clock) {
        return new KeycloakCalls(
                keycloak.url() + "/", "countersign-provisioner", Optional.of("s cret"), clock);
    }

    private List<String> tokens() {
        return keycloak.asked().stream().map(FakeKeycloak.Asked::authorization).toList();
    }
}
