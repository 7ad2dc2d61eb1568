package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;

/** What the workers find out by themselves: whether accounts open and links lead somewhere. */
class ChecksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void aConnectedAccountIsAskedWhenItFallsDue() throws SQLException {
        var line = ApiLine.halden();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        String before = checkedAt(line);
        Database.superuser(
                s ->
                        s.update(
                                "update due set due_at = db_now() where kind = 'channel' and ref = ?::uuid",
                                line.channelId()));

        Waiting.until("checked again", PATIENCE, () -> checkedAt(line), at -> !at.equals(before));

        JsonObject channel = channel(line);
        assertThat(channel.getBoolean("healthy")).isTrue();
        assertThat(Instant.parse(channel.getString("lastSuccess")))
                .isAfterOrEqualTo(Instant.parse(before));
    }

    @Test
    void aLinkThatLeadsNowhereSaysSo() {
        var line = ApiLine.halden();
        Api owner = Api.as("harbour", "elise");
        var made =
                owner.post(
                                "/api/v1/brands",
                                profile()
                                        .add("clientId", clientId(line))
                                        .add(
                                                "links",
                                                Json.createArrayBuilder()
                                                        .add(
                                                                Json.createObjectBuilder()
                                                                        .add("kind", "IMPRINT")
                                                                        .add(
                                                                                "url",
                                                                                "https://nowhere.invalid/imprint")))
                                        .build())
                        .expect(201);
        String brand = "/api/v1/brands/" + made.json().getString("id");

        JsonObject link =
                Waiting.until(
                        "the link was looked at",
                        PATIENCE,
                        () -> links(owner, brand),
                        seen -> !seen.isNull("checkedAt"));
        assertThat(link.getString("failure")).isEqualTo("unreachable");

        // an edit of somebody who saw an older state is refused, and changes nothing
        var change = profile().build();
        owner.put(brand, change, Map.of("If-Match", "\"1\"")).expect(200);
        owner.put(brand, change, Map.of("If-Match", "\"1\"")).expect(412);
        assertThat(owner.get(brand + "/profile").expect(200).json().getJsonArray("links"))
                .isEmpty();
        Api.as("harbour", "jonas").put(brand, change, Map.of("If-Match", "\"2\"")).expect(403);
        Api.as("harbour", "ruth").put(brand, change, Map.of("If-Match", "\"2\"")).expect(403);
        Api.as("harbour", "anders").get(brand + "/profile").expect(404);
    }

    private static jakarta.json.JsonObjectBuilder profile() {
        return Json.createObjectBuilder()
                .add("name", "Made by a test " + UUID.randomUUID())
                .add("initials", "MT")
                .add("colour", 2)
                .add("zone", "Europe/Berlin")
                .add("languages", Json.createArrayBuilder().add("de").add("en-GB"));
    }

    private static JsonObject links(Api who, String brand) {
        return who.get(brand + "/profile")
                .expect(200)
                .json()
                .getJsonArray("links")
                .getJsonObject(0);
    }

    private static String clientId(ApiLine line) {
        return line.staff()
                .get("/api/v1/brands/" + line.brandId())
                .expect(200)
                .json()
                .getString("clientId");
    }

    private static String checkedAt(ApiLine line) {
        return channel(line).getString("checkedAt");
    }

    private static JsonObject channel(ApiLine line) {
        return line.staff().get("/api/v1/channels/" + line.channelId()).expect(200).json();
    }
}
