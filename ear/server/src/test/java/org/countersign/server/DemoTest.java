package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final List<String> ROLES =
            List.of(
                    "agency_owner",
                    "account_manager",
                    "strategist",
                    "creator",
                    "analyst",
                    "compliance",
                    "vendor",
                    "client_owner",
                    "client_approver",
                    "client_viewer");

    private Demo demo;

    @BeforeEach
    void read() throws IOException {
        demo =
                new Demo(
                        Settings.of(
                                Map.of("COUNTERSIGN_MODE", "demo"), Path.of("/opt/countersign")));
    }

    @Test
    void eachAgencyHasSomebodyForEachRole() {
        for (JsonObject agency : demo.agencies()) {
            var roles = new HashSet<String>();
            Demo.objects(agency, "people").forEach(p -> roles.addAll(Demo.texts(p, "roles")));
            assertThat(roles).as(agency.getString("id")).containsExactlyInAnyOrderElementsOf(ROLES);
        }
    }

    @Test
    void eachAgencyHasALookOfItsOwn() {
        var looks =
                demo.seed(Map.of()).getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                        .map(agency -> agency.getJsonObject("look"))
                        .toList();

        assertThat(looks).extracting(look -> look.getString("colour")).doesNotHaveDuplicates();
        assertThat(looks)
                .extracting(look -> look.getString("logo"))
                .doesNotHaveDuplicates()
                .allMatch(logo -> logo.startsWith("iVBOR"), "a PNG");
    }

    @Test
    void eachAgencyHasRivalsWithPeopleOfTheirOwn() {
        for (JsonObject agency : demo.agencies()) {
            List<String> aliases =
                    Demo.objects(agency, "clients").map(c -> c.getString("alias")).toList();
            assertThat(aliases).hasSize(2);
            for (String alias : aliases) {
                var roles = new HashSet<String>();
                Demo.objects(agency, "people")
                        .filter(p -> p.getString("client", "").equals(alias))
                        .forEach(p -> roles.addAll(Demo.texts(p, "roles")));
                assertThat(roles).contains("client_owner", "client_approver", "client_viewer");
            }
        }
    }

    /** Else its wall could not be built, and its story not be told. */
    @Test
    void nobodyWorksOnBothSidesOfAWall() {
        for (JsonObject agency : demo.agencies()) {
            List<List<String>> walls =
                    Demo.objects(agency, "walls").map(w -> Demo.texts(w, "between")).toList();
            Demo.objects(agency, "people")
                    .filter(p -> p.containsKey("worksFor"))
                    .forEach(
                            p ->
                                    assertThat(walls)
                                            .as(p.getString("name"))
                                            .noneMatch(
                                                    w -> Demo.texts(p, "worksFor").containsAll(w)));
        }
        assertThat(demo.agencies()).anyMatch(a -> !a.getJsonArray("walls").isEmpty());
        assertThat(demo.agencies())
                .allMatch(
                        a -> Demo.objects(a, "people").anyMatch(p -> p.getBoolean("only", false)));
    }

    @Test
    void idsAndHandlesAreUsedOnce() {
        var ids = new HashSet<UUID>();
        for (JsonObject agency : demo.agencies()) {
            Demo.objects(agency, "people").forEach(p -> assertThat(ids.add(id(p))).isTrue());
            Demo.objects(agency, "clients").forEach(c -> assertThat(ids.add(id(c))).isTrue());
        }
        assertThat(demo.handles()).doesNotHaveDuplicates().allMatch(h -> h.endsWith(".test"));
    }

    @Test
    void theSeedNamesThisInstallationsAddresses() {
        JsonObject agency = demo.seed(Map.of()).getJsonArray("agencies").getJsonObject(0);

        assertThat(agency.getString("host")).isEqualTo("harbour.localhost");
        assertThat(agency.getString("issuer")).isEqualTo("http://localhost:8180/realms/harbour");
    }

    @Test
    void aChannelIsConnectedWhenItsAccountWasMade() {
        JsonObject seed =
                demo.seed(Map.of("halden.test", new Demo.Account("did:plc:one", "app-password")));

        JsonObject connected = channel(seed, 0);
        assertThat(connected.getString("account")).isEqualTo("did:plc:one");
        assertThat(connected.getString("appPassword")).isEqualTo("app-password");
        assertThat(connected.getString("serviceUrl")).isEqualTo("http://127.0.0.1:8583");
        assertThat(connected.getString("publicUrl"))
                .isEqualTo("http://localhost:8025/bluesky/{account}/{key}");
        assertThat(channel(seed, 1).get("account")).isEqualTo(JsonValue.NULL);
        assertThat(channel(seed, 1).get("appPassword")).isEqualTo(JsonValue.NULL);
    }

    private static JsonObject channel(JsonObject seed, int client) {
        return seed.getValue("/agencies/0/clients/" + client + "/brands/0/channels/0")
                .asJsonObject();
    }

    private static UUID id(JsonObject object) {
        return UUID.fromString(object.getString("id"));
    }
}
