package org.countersign.publishing.connector;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.platform.text.TextSegment;
import org.countersign.platform.text.TextSegments;

/** The record that canonical content becomes on Bluesky. */
final class BlueskyRecord {

    static final String COLLECTION = "app.bsky.feed.post";

    private static final Set<String> KNOWN =
            Set.of(
                    "v",
                    "network",
                    "channel",
                    "account",
                    "text",
                    "langs",
                    "link",
                    "media",
                    "visibility",
                    "labels",
                    "mentions",
                    "window");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** An image of the content. */
    record Image(String sha256, String mediaType, String alt, int width, int height) {}

    private final JsonObject content;
    private final List<Image> images;

    private BlueskyRecord(JsonObject content, List<Image> images) {
        this.content = content;
        this.images = images;
    }

    /**
     * Reads canonical content.
     *
     * @throws IllegalArgumentException naming what in it this network or connector cannot carry:
     *     nothing approved is ever left out silently
     */
    static BlueskyRecord read(byte[] canonical) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(canonical))) {
            JsonObject content = reader.readObject();
            for (String name : content.keySet()) {
                require(KNOWN.contains(name), "content has the unknown part " + name);
            }
            require(content.getInt("v") == 1, "content of another version");
            require(content.getString("network").equals("bluesky"), "content for another network");
            require(
                    content.getString("visibility", "public").equals("public"),
                    "only public posts");
            List<Image> images = new ArrayList<>();
            for (JsonObject medium : array(content, "media").getValuesAs(JsonObject.class)) {
                require(medium.getString("type").startsWith("image/"), "only images");
                images.add(
                        new Image(
                                medium.getString("sha256"),
                                medium.getString("type"),
                                medium.getString("alt"),
                                medium.getInt("width"),
                                medium.getInt("height")));
            }
            require(images.size() <= 4, "more than 4 images");
            require(
                    images.isEmpty() || link(content).isEmpty(),
                    "a link card beside images: a post carries one of them");
            return new BlueskyRecord(content, images);
        } catch (JsonException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("content that cannot be read", e);
        }
    }

    String account() {
        return content.getString("account");
    }

    String text() {
        return content.getString("text");
    }

    List<Image> images() {
        return images;
    }

    /**
     * @param blobs what the server answered for each image, in order
     */
    JsonObject toJson(Instant createdAt, List<JsonObject> blobs) {
        JsonObjectBuilder post =
                Json.createObjectBuilder()
                        .add("$type", COLLECTION)
                        .add("text", text())
                        .add("createdAt", time(createdAt));
        if (!array(content, "langs").isEmpty()) {
            post.add("langs", array(content, "langs"));
        }
        JsonArray facets = facets();
        if (!facets.isEmpty()) {
            post.add("facets", facets);
        }
        if (!images.isEmpty()) {
            post.add("embed", imageEmbed(blobs));
        }
        link(content).ifPresent(link -> post.add("embed", linkEmbed(link)));
        if (!array(content, "labels").isEmpty()) {
            JsonArrayBuilder values = Json.createArrayBuilder();
            for (JsonString label : array(content, "labels").getValuesAs(JsonString.class)) {
                values.add(Json.createObjectBuilder().add("val", label));
            }
            post.add(
                    "labels",
                    Json.createObjectBuilder()
                            .add("$type", "com.atproto.label.defs#selfLabels")
                            .add("values", values));
        }
        return post.build();
    }

    /** Whether a record found on the network is this one, to the last field and image. */
    boolean sameAs(JsonObject record, Instant createdAt) {
        try {
            List<JsonObject> blobs = new ArrayList<>();
            if (!images.isEmpty()) {
                JsonArray found = record.getJsonObject("embed").getJsonArray("images");
                for (int i = 0; i < images.size(); i++) {
                    JsonObject blob = found.getJsonObject(i).getJsonObject("image");
                    byte[] sha256 = HexFormat.of().parseHex(images.get(i).sha256());
                    if (!BlobLink.of(sha256).equals(blob.getJsonObject("ref").getString("$link"))) {
                        return false;
                    }
                    blobs.add(blob);
                }
            }
            return toJson(createdAt, blobs).equals(record);
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Links, hashtags and resolved mentions by their offsets in UTF-8. */
    JsonArray facets() {
        Map<String, String> mentioned = new HashMap<>();
        for (JsonObject mention : array(content, "mentions").getValuesAs(JsonObject.class)) {
            mentioned.put(mention.getString("handle"), mention.getString("did"));
        }
        JsonArrayBuilder facets = Json.createArrayBuilder();
        int at = 0;
        for (TextSegment segment : TextSegments.of(text())) {
            int end = at + segment.text().getBytes(StandardCharsets.UTF_8).length;
            Optional<JsonObjectBuilder> feature = Optional.empty();
            if (segment instanceof TextSegment.Link link) {
                feature = Optional.of(feature("link").add("uri", link.target().uri()));
            } else if (segment instanceof TextSegment.Hashtag hashtag) {
                feature = Optional.of(feature("tag").add("tag", hashtag.tag()));
            } else if (segment instanceof TextSegment.Mention mention
                    && mentioned.containsKey(mention.handle())) {
                feature =
                        Optional.of(feature("mention").add("did", mentioned.get(mention.handle())));
            }
            if (feature.isPresent()) {
                facets.add(
                        Json.createObjectBuilder()
                                .add(
                                        "index",
                                        Json.createObjectBuilder()
                                                .add("byteStart", at)
                                                .add("byteEnd", end))
                                .add("features", Json.createArrayBuilder().add(feature.get())));
            }
            at = end;
        }
        return facets.build();
    }

    private JsonObjectBuilder imageEmbed(List<JsonObject> blobs) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            all.add(
                    Json.createObjectBuilder()
                            .add("alt", image.alt())
                            .add("image", blobs.get(i))
                            .add(
                                    "aspectRatio",
                                    Json.createObjectBuilder()
                                            .add("width", image.width())
                                            .add("height", image.height())));
        }
        return Json.createObjectBuilder().add("$type", "app.bsky.embed.images").add("images", all);
    }

    private static JsonObjectBuilder linkEmbed(JsonObject link) {
        return Json.createObjectBuilder()
                .add("$type", "app.bsky.embed.external")
                .add(
                        "external",
                        Json.createObjectBuilder()
                                .add("uri", link.getString("uri"))
                                .add("title", link.getString("title", ""))
                                .add("description", link.getString("description", "")));
    }

    private static Optional<JsonObject> link(JsonObject content) {
        JsonValue link = content.getOrDefault("link", JsonValue.NULL);
        return switch (link.getValueType()) {
            case NULL -> Optional.empty();
            case STRING -> Optional.of(Json.createObjectBuilder().add("uri", link).build());
            case OBJECT -> Optional.of(link.asJsonObject());
            default -> throw new IllegalArgumentException("a link that is none");
        };
    }

    private static JsonObjectBuilder feature(String name) {
        return Json.createObjectBuilder().add("$type", "app.bsky.richtext.facet#" + name);
    }

    private static JsonArray array(JsonObject content, String name) {
        return content.containsKey(name) ? content.getJsonArray(name) : JsonValue.EMPTY_JSON_ARRAY;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
