package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Product;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Gate G2 over the whole API: every operation that takes an id, as the API describes itself, is
 * asked with one agency's ids by the owner of another, and by a rival client's owner. A new
 * operation is asked too; one that names a new kind of thing fails until this test can make one.
 */
class ForeignIdsIT {

    private static final Instant SOON = Instant.now().plus(Duration.ofDays(2));

    /** Ids of Halden Roast, by the words that paths, filters and bodies use for them. */
    private static Map<String, String> ids;

    private static JsonObject description;

    @BeforeAll
    static void oneOfEach() {
        var line = ApiLine.halden();
        Api staff = line.staff();
        description = Api.nobody("harbour.localhost").get("/openapi").expect(200).json();
        String campaign = line.campaign("Foreign ids");
        var open = line.write(campaign, "Foreign", "Of Halden alone " + UUID.randomUUID(), SOON);
        String submission = line.submit(open);
        var due = line.write(campaign, "Due", "Due for Halden alone " + UUID.randomUUID(), SOON);
        line.approve(line.submit(due));
        String publication =
                staff.get("/api/v1/publications?post=" + due.getString("id"))
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("id");
        String hold =
                made(staff, "holds", scoped("CAMPAIGN", campaign).add("reason", "a test").build());
        String rule =
                made(
                        staff,
                        "rules",
                        scoped("BRAND", line.brandId())
                                .add("kind", "PHRASE")
                                .add("pattern", "nobody says " + UUID.randomUUID())
                                .add("action", "WARN")
                                .add("title", "Made by a test")
                                .build());
        String client =
                staff.get("/api/v1/brands/" + line.brandId())
                        .expect(200)
                        .json()
                        .getString("clientId");
        ids =
                Map.of(
                        "client", client,
                        "brand", line.brandId(),
                        "channel", line.channelId(),
                        "campaign", campaign,
                        "post", open.getString("id"),
                        "submission", submission,
                        "publication", publication,
                        "hold", hold,
                        "rule", rule);
    }

    @TestFactory
    Stream<DynamicTest> anotherAgencysOwnerFindsNothing() {
        return askedBy(Api.as("lumen", person("lumen", "agency_owner", "")), false);
    }

    @TestFactory
    Stream<DynamicTest> aRivalClientsOwnerFindsNothing() {
        return askedBy(Api.as("harbour", person("harbour", "client_owner", "nordkaffee")), true);
    }

    private static Stream<DynamicTest> askedBy(Api stranger, boolean roleMayRefuse) {
        return description.getJsonObject("paths").entrySet().stream()
                .flatMap(
                        path ->
                                path.getValue().asJsonObject().entrySet().stream()
                                        .filter(method -> takesAnId(path.getKey(), method))
                                        .map(
                                                method ->
                                                        DynamicTest.dynamicTest(
                                                                method.getKey()
                                                                        + " "
                                                                        + path.getKey(),
                                                                () ->
                                                                        ask(
                                                                                stranger,
                                                                                path.getKey(),
                                                                                method.getKey(),
                                                                                method.getValue()
                                                                                        .asJsonObject(),
                                                                                roleMayRefuse))));
    }

    private static void ask(
            Api stranger, String path, String method, JsonObject operation, boolean roleMayRefuse) {
        String filters = filters(operation);
        boolean list = method.equals("get") && !path.contains("{");
        String body = body(operation).map(JsonValue::toString).orElse("");
        var answer =
                stranger.send(
                        method.toUpperCase(java.util.Locale.ROOT),
                        withIds(path) + filters,
                        BodyPublishers.ofString(body),
                        Map.of("Content-Type", "application/json", "If-Match", "\"1\""));
        if (roleMayRefuse && answer.status() == 403) {
            return;
        }
        if (list) {
            assertThat(answer.expect(200).json().getInt("total")).isZero();
        } else {
            assertThat(answer.expect(404).code()).isEqualTo("general.refused.not_found");
        }
    }

    private static boolean takesAnId(String path, Map.Entry<String, JsonValue> method) {
        var operation = method.getValue().asJsonObject();
        return path.contains("{") || !filters(operation).isEmpty() || body(operation).isPresent();
    }

    private static String withIds(String path) {
        String kind = path.split("/")[3].replaceAll("s$", "");
        return path.replace("{id}", path.contains("{id}") ? known(kind) : "")
                .replace("{revision}", "1");
    }

    private static String filters(JsonObject operation) {
        return operation.getJsonArray("parameters").getValuesAs(JsonObject.class).stream()
                .filter(p -> p.getString("in").equals("query"))
                .filter(p -> p.getJsonObject("schema").getString("format", "").equals("uuid"))
                .map(p -> p.getString("name") + "=" + known(p.getString("name")))
                .reduce((a, b) -> a + "&" + b)
                .map(all -> "?" + all)
                .orElse("");
    }

    /** A body that has all that is required, with Halden's ids wherever one belongs. */
    private static Optional<JsonValue> body(JsonObject operation) {
        return Optional.ofNullable(operation.getJsonObject("requestBody"))
                .map(body -> body.getJsonObject("content"))
                .map(content -> content.getJsonObject("application/json"))
                .map(json -> sample("", json.getJsonObject("schema")));
    }

    private static JsonValue sample(String name, JsonObject schema) {
        if (schema.containsKey("$ref")) {
            String[] ref = schema.getString("$ref").split("/");
            return sample(
                    name,
                    description
                            .getJsonObject("components")
                            .getJsonObject("schemas")
                            .getJsonObject(ref[ref.length - 1]));
        }
        return switch (schema.getString("type")) {
            case "object" -> {
                var object = Json.createObjectBuilder();
                schema.getJsonArray("required")
                        .getValuesAs(jakarta.json.JsonString.class)
                        .forEach(
                                member ->
                                        object.add(
                                                member.getString(),
                                                sample(
                                                        member.getString(),
                                                        schema.getJsonObject("properties")
                                                                .getJsonObject(
                                                                        member.getString()))));
                yield object.build();
            }
            case "array" ->
                    Json.createArrayBuilder()
                            .add(sample(name, schema.getJsonObject("items")))
                            .build();
            case "integer" -> Json.createValue(1);
            case "boolean" -> JsonValue.TRUE;
            default -> Json.createValue(text(name, schema));
        };
    }

    private static String text(String name, JsonObject schema) {
        return switch (name) {
            case "scope" -> "BRAND";
            case "scopeId" -> known("brand");
            case "digests", "sha256" -> "a".repeat(64);
            default ->
                    switch (schema.getString("format", "")) {
                        case "uuid" -> known(name.replaceAll("Id$", ""));
                        case "date" -> "2026-12-01";
                        case "date-time" -> SOON.toString();
                        default ->
                                schema.containsKey("enum")
                                        ? schema.getJsonArray("enum").getString(0)
                                        : "words of " + UUID.randomUUID();
                    };
        };
    }

    private static String known(String kind) {
        return Optional.ofNullable(ids.get(kind))
                .orElseThrow(() -> new AssertionError("this test makes no " + kind + " yet"));
    }

    private static String made(Api staff, String kind, JsonObject body) {
        return staff.post("/api/v1/" + kind, body).expect(201).json().getString("id");
    }

    private static jakarta.json.JsonObjectBuilder scoped(String scope, String id) {
        return Json.createObjectBuilder().add("scope", scope).add("scopeId", id);
    }

    private static String person(String agency, String role, String client) {
        return Product.demo().getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                .filter(a -> a.getString("id").equals(agency))
                .flatMap(a -> a.getJsonArray("people").getValuesAs(JsonObject.class).stream())
                .filter(p -> p.getJsonArray("roles").toString().contains("\"" + role + "\""))
                .filter(p -> p.getString("client", "").equals(client))
                .map(p -> p.getString("username"))
                .findFirst()
                .orElseThrow();
    }
}
