package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.TestPeople;
import org.junit.jupiter.api.Test;

/** The operator's developer apps: every agency's default, without their secrets. */
class OperatorAppsIT {

    private static final String APPS = "/api/v1/operator/apps";
    private static final String SECRET = "s-" + UUID.randomUUID();

    private final Api olga = Api.as("operator", "olga");
    private final Api elise = Api.as("harbour", "elise");

    @Test
    void anAppOfTheOperatorsIsEverybodysUntilItIsRetired() {
        JsonObject app = added();
        String path = APPS + "/" + app.getString("id");
        var seen = elise.get("/api/v1/network-apps/" + app.getString("id")).expect(200).json();
        assertThat(seen.getBoolean("ofOperator")).isTrue();
        assertThat(seen.getBoolean("secretKept")).isTrue();
        elise.send(
                        "DELETE",
                        "/api/v1/network-apps/" + app.getString("id"),
                        BodyPublishers.noBody(),
                        match(app))
                .expect(412);
        String channel = throughIt(app.getString("id"));
        JsonObject used = olga.get(path).expect(200).json();
        assertThat(used.getInt("channels")).isOne();
        assertThat(used.getInt("agencies")).isOne();

        var replaced =
                olga.put(
                                path + "/secret",
                                Json.createObjectBuilder().add("secret", SECRET + "2").build(),
                                match(app))
                        .expect(200);
        assertThat(replaced.body()).doesNotContain(SECRET);
        assertThat(olga.get(APPS).expect(200).body())
                .contains(app.getString("id"))
                .doesNotContain(SECRET);

        olga.send("DELETE", path, BodyPublishers.noBody(), match(app)).expect(412);
        olga.send("DELETE", path, BodyPublishers.noBody(), match(replaced.json())).expect(204);
        elise.get("/api/v1/network-apps/" + app.getString("id")).expect(404);
        assertThat(appOf(channel)).isEqualTo("none");
    }

    @Test
    void theOperatorsOwnNumberIsTheBudget() {
        String path = APPS + "/" + added().getString("id") + "/budgets";
        assertThat(olga.get(path).expect(200).json().getJsonArray("items")).isEmpty();
        var hour = Json.createObjectBuilder().add("windowSeconds", 3600);
        var set = olga.put(path, hour.add("points", 50).build(), Map.of()).expect(200).json();
        JsonObject budget = set.getJsonArray("items").getJsonObject(0);
        assertThat(budget.getInt("points")).isEqualTo(50);
        assertThat(budget.getBoolean("own")).isTrue();
        assertThat(budget.getInt("used")).isZero();
        olga.put(path, Json.createObjectBuilder().add("windowSeconds", 3600).build(), Map.of())
                .expect(200);
        assertThat(olga.get(path).expect(200).json().getJsonArray("items")).isEmpty();
        olga.put(
                        path,
                        Json.createObjectBuilder()
                                .add("windowSeconds", 1)
                                .add("points", 50)
                                .build(),
                        Map.of())
                .expect(422);
    }

    @Test
    void noAgencysPersonComesHere() {
        elise.get(APPS).expect(403);
    }

    private JsonObject added() {
        var added =
                olga.post(
                                APPS,
                                Json.createObjectBuilder()
                                        .add("network", "bluesky")
                                        .add("name", "App of a test")
                                        .add("clientId", UUID.randomUUID().toString())
                                        .add("secret", SECRET)
                                        .build())
                        .expect(201);
        assertThat(added.body()).doesNotContain(SECRET);
        return added.json();
    }

    /** A channel of an agency of its own brand that goes out through the app. */
    private static String throughIt(String app) {
        String channel = UUID.randomUUID().toString();
        String brand = ApiLine.halden().brandId();
        TestPeople.asOwner(
                "harbour",
                s ->
                        s.update(
                                """
                                insert into channel (id, brand_id, network, handle, account, service_url, app_agency, app_id)
                                select ?::uuid, ?::uuid, 'bluesky', ?, '', 'http://127.0.0.1:1', 'operator', ?::uuid""",
                                channel,
                                brand,
                                channel + ".test",
                                app));
        return channel;
    }

    /** And takes the channel away again, so that the brand stays as it was. */
    private static String appOf(String channel) {
        return TestPeople.asOwner(
                "harbour",
                s -> {
                    String app =
                            s.text(
                                    "select coalesce(app_id::text, 'none') from channel where id = ?::uuid",
                                    channel);
                    s.update("delete from channel where id = ?::uuid", channel);
                    return app;
                });
    }

    private static Map<String, String> match(JsonObject app) {
        return Map.of("If-Match", ApiLine.version(app));
    }
}
