package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The two demo agencies with their clients, brands, channels and people: one source for what the
 * application makes of it and for the social accounts.
 */
final class Demo {

    /** A brand's account on the local network; what the application needs to publish there. */
    record Account(String did, String appPassword) {}

    private final Settings settings;
    private final JsonObject operator;
    private final List<JsonObject> agencies;

    Demo(Settings settings) throws IOException {
        this.settings = settings;
        try (InputStream in = Demo.class.getResourceAsStream("demo.json");
                var reader = Json.createReader(in)) {
            JsonObject file = reader.readObject();
            this.operator = file.getJsonObject("operator");
            this.agencies =
                    file.getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                            .map(this::placed)
                            .toList();
        }
    }

    /** The agencies with the host names and issuers of this installation. */
    List<JsonObject> agencies() {
        return agencies;
    }

    /** Who runs the demo's installation. */
    JsonObject operator() {
        return operator;
    }

    /** Every channel's handle on the local network. */
    List<String> handles() {
        return agencies.stream()
                .flatMap(agency -> objects(agency, "clients"))
                .flatMap(client -> objects(client, "brands"))
                .flatMap(brand -> objects(brand, "channels"))
                .map(channel -> channel.getString("handle"))
                .toList();
    }

    /**
     * What the application reads at its start.
     *
     * @param accounts by handle; a channel without one is seeded as not connected
     */
    JsonObject seed(Map<String, Account> accounts) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        agencies.forEach(
                agency ->
                        all.add(
                                replaced(
                                        withLogo(agency),
                                        "clients",
                                        client -> withAccounts(client, accounts))));
        return Json.createObjectBuilder().add("operator", operator).add("agencies", all).build();
    }

    private static JsonObject withLogo(JsonObject agency) {
        JsonObject look = agency.getJsonObject("look");
        byte[] logo = DemoPictures.logo(look.getString("logo"));
        return Json.createObjectBuilder(agency)
                .add(
                        "look",
                        Json.createObjectBuilder(look)
                                .add("logo", Base64.getEncoder().encodeToString(logo)))
                .build();
    }

    static java.util.stream.Stream<JsonObject> objects(JsonObject parent, String name) {
        return parent.getJsonArray(name).getValuesAs(JsonObject.class).stream();
    }

    static List<String> texts(JsonObject parent, String name) {
        JsonArray array = parent.getJsonArray(name);
        return array.getValuesAs(jakarta.json.JsonString.class).stream()
                .map(jakarta.json.JsonString::getString)
                .toList();
    }

    private JsonObject placed(JsonObject agency) {
        String id = agency.getString("id");
        JsonObjectBuilder placed = Json.createObjectBuilder();
        placed.add("id", id).add("name", agency.getString("name")).add("look", agency.get("look"));
        placed.add("host", id + "." + settings.baseDomain()).add("issuer", settings.issuer(id));
        placed.add("clients", agency.get("clients")).add("people", agency.get("people"));
        placed.add("walls", agency.get("walls"));
        placed.add("vendorTexts", agency.get("vendorTexts")).add("vendors", agency.get("vendors"));
        return placed.build();
    }

    private JsonObject withAccounts(JsonObject client, Map<String, Account> accounts) {
        return replaced(
                client,
                "brands",
                brand -> replaced(brand, "channels", channel -> withAccount(channel, accounts)));
    }

    private JsonObject withAccount(JsonObject channel, Map<String, Account> accounts) {
        Account account = accounts.get(channel.getString("handle"));
        JsonObjectBuilder result = Json.createObjectBuilder(channel);
        result.add("serviceUrl", settings.blueskyUrl());
        if (settings.demoMail()) {
            result.add("publicUrl", settings.mailPage() + "bluesky/{account}/{key}");
        }
        if (account == null) {
            result.add("account", JsonValue.NULL).add("appPassword", JsonValue.NULL);
        } else {
            result.add("account", account.did()).add("appPassword", account.appPassword());
        }
        return result.build();
    }

    private static JsonObject replaced(
            JsonObject parent, String name, java.util.function.UnaryOperator<JsonObject> change) {
        JsonArrayBuilder children = Json.createArrayBuilder();
        objects(parent, name).map(change).forEach(children::add);
        return Json.createObjectBuilder(parent).add(name, children).build();
    }
}
