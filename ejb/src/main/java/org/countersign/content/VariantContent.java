package org.countersign.content;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.CanonicalJson;

/**
 * All of a variant that reaches the network, and the window it may do so in. Its canonical bytes
 * are what people approve and what connectors send; every field is in the digest.
 *
 * @param network key of the network
 * @param account the network's id of the account
 */
public record VariantContent(
        UUID channelId,
        String network,
        String account,
        String text,
        List<String> languages,
        List<Medium> media,
        PublishWindow window) {

    /** Format of the canonical bytes. */
    public static final int VERSION = 1;

    /**
     * A picture as it is sent.
     *
     * @param sha256 lower-case hex of the stored bytes
     */
    public record Medium(String sha256, String type, String alt, int width, int height) {}

    public VariantContent {
        languages = List.copyOf(languages);
        media = List.copyOf(media);
    }

    /** RFC 8785, UTF-8. */
    public byte[] canonical() {
        JsonArrayBuilder pictures = Json.createArrayBuilder();
        media.forEach(
                m ->
                        pictures.add(
                                Json.createObjectBuilder()
                                        .add("sha256", m.sha256())
                                        .add("type", m.type())
                                        .add("alt", m.alt())
                                        .add("width", m.width())
                                        .add("height", m.height())));
        return CanonicalJson.bytes(
                Json.createObjectBuilder()
                        .add("v", VERSION)
                        .add("network", network)
                        .add("channel", channelId.toString())
                        .add("account", account)
                        .add("text", text)
                        .add("langs", Json.createArrayBuilder(languages))
                        .add("link", JsonValue.NULL)
                        .add("media", pictures)
                        .add("visibility", "public")
                        .add("labels", JsonValue.EMPTY_JSON_ARRAY)
                        .add("mentions", JsonValue.EMPTY_JSON_ARRAY)
                        .add(
                                "window",
                                Json.createObjectBuilder()
                                        .add("from", window.from().toString())
                                        .add("to", window.to().toString()))
                        .build());
    }

    /** Reads approved bytes back, for pages and API. */
    public static VariantContent read(byte[] canonical) {
        try (var reader = Json.createReader(new ByteArrayInputStream(canonical))) {
            JsonObject json = reader.readObject();
            JsonObject window = json.getJsonObject("window");
            return new VariantContent(
                    UUID.fromString(json.getString("channel")),
                    json.getString("network"),
                    json.getString("account"),
                    json.getString("text"),
                    json.getJsonArray("langs").getValuesAs(JsonString::getString),
                    json.getJsonArray("media").getValuesAs(JsonObject.class).stream()
                            .map(
                                    m ->
                                            new Medium(
                                                    m.getString("sha256"),
                                                    m.getString("type"),
                                                    m.getString("alt"),
                                                    m.getInt("width"),
                                                    m.getInt("height")))
                            .toList(),
                    new PublishWindow(
                            Instant.parse(window.getString("from")),
                            Instant.parse(window.getString("to"))));
        }
    }
}
