package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;

/** The line's steps by the documented API, for one brand of the demo. */
public final class ApiLine {

    /** How long a due publication may take on a busy machine. */
    public static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(180);

    private static final LocalTime TOO_LATE = LocalTime.of(23, 40);

    private final String agency;
    private final String writer;
    private final String decider;
    private final Api staff;
    private final Api approver;
    private final JsonObject brand;
    private final JsonObject channel;

    /**
     * @param brandName one of the demo's brands
     */
    public ApiLine(String agency, String writer, String approver, String brandName) {
        this.agency = agency;
        this.writer = writer;
        this.decider = approver;
        this.staff = Api.as(agency, writer);
        this.approver = Api.as(agency, approver);
        this.brand =
                staff
                        .get("/api/v1/brands?limit=100")
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(b -> b.getString("name").equals(brandName))
                        .findFirst()
                        .orElseThrow();
        // other tests add channels to the brand; this line's is the demo's own
        this.channel =
                staff
                        .get("/api/v1/channels?limit=100&brand=" + brandId())
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(c -> Product.demo().toString().contains(c.getString("id")))
                        .findFirst()
                        .orElseThrow();
    }

    public static ApiLine halden() {
        return new ApiLine("harbour", "mara", "ruth", "Halden Roast");
    }

    /**
     * A brand whose day does not end while a test runs: what goes out today must not be planned for
     * a window that closes in minutes.
     */
    public static ApiLine today() {
        var berlin = halden();
        return LocalTime.now(berlin.zone()).isBefore(TOO_LATE)
                ? berlin
                : new ApiLine("lumen", "dario", "grace", "Tarnbeck Cycles");
    }

    /**
     * Another brand of the same client, for a test that leaves channels behind.
     *
     * @return its id
     */
    public String sisterBrand(String name) {
        String client = brand.getString("clientId");
        return staff.post(
                        "/api/v1/brands",
                        Json.createObjectBuilder()
                                .add("clientId", client)
                                .add("name", name + " " + UUID.randomUUID())
                                .add("initials", "HT")
                                .add("colour", 3)
                                .add("zone", zone().getId())
                                .add("languages", Json.createArrayBuilder().add("en"))
                                .build())
                .expect(201)
                .json()
                .getString("id");
    }

    public String agency() {
        return agency;
    }

    public String writer() {
        return writer;
    }

    public String decider() {
        return decider;
    }

    /** The address that the demo gave somebody of this agency. */
    public String mailOf(String username) {
        return Product.demo().getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                .filter(a -> a.getString("id").equals(agency))
                .flatMap(a -> a.getJsonArray("people").getValuesAs(JsonObject.class).stream())
                .filter(p -> p.getString("username").equals(username))
                .map(p -> p.getString("mail"))
                .findFirst()
                .orElseThrow();
    }

    public ZoneId zone() {
        return ZoneId.of(brand.getString("zone"));
    }

    public String brandName() {
        return brand.getString("name");
    }

    public String handle() {
        return channel.getString("handle");
    }

    /** A phrase that a rule of the brand blocks, and the rule's title. */
    public Map.Entry<String, String> blocked() {
        return Product.demo().getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                .flatMap(a -> a.getJsonArray("clients").getValuesAs(JsonObject.class).stream())
                .flatMap(c -> c.getJsonArray("brands").getValuesAs(JsonObject.class).stream())
                .filter(b -> b.getString("id").equals(brandId()))
                .flatMap(b -> b.getJsonArray("rules").getValuesAs(JsonObject.class).stream())
                .filter(r -> r.getString("action").equals("BLOCK"))
                .map(r -> Map.entry(r.getString("pattern"), r.getString("title")))
                .findFirst()
                .orElseThrow();
    }

    public Api staff() {
        return staff;
    }

    public Api approver() {
        return approver;
    }

    public String brandId() {
        return brand.getString("id");
    }

    public String channelId() {
        return channel.getString("id");
    }

    public boolean connected() {
        return !Product.running().ready().getString("bluesky").isEmpty();
    }

    public String campaign(String name) {
        LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
        return staff.post(
                        "/api/v1/campaigns",
                        Json.createObjectBuilder()
                                .add("brandId", brandId())
                                .add(
                                        "name",
                                        name + " " + UUID.randomUUID().toString().substring(0, 8))
                                .add("startsOn", today.minusDays(1).toString())
                                .add("endsOn", today.plusDays(60).toString())
                                .build())
                .expect(201)
                .json()
                .getString("id");
    }

    /** A stored picture's digest. */
    public String picture(byte[] bytes) {
        return staff.post("/api/v1/assets?brand=" + brandId(), bytes, "image/png")
                .expect(201)
                .json()
                .getString("sha256");
    }

    public JsonObject body(
            String campaign, String title, String text, Instant at, String... media) {
        JsonArrayBuilder pictures = Json.createArrayBuilder();
        List.of(media)
                .forEach(
                        sha256 ->
                                pictures.add(
                                        Json.createObjectBuilder()
                                                .add("sha256", sha256)
                                                .add("alt", "A picture made by a test")));
        return Json.createObjectBuilder()
                .add("campaignId", campaign)
                .add("title", title)
                .add("plannedAt", at.toString())
                .add(
                        "variants",
                        Json.createArrayBuilder()
                                .add(
                                        Json.createObjectBuilder()
                                                .add("channelId", channelId())
                                                .add("text", text)
                                                .add("media", pictures)))
                .build();
    }

    public JsonObject write(
            String campaign, String title, String text, Instant at, String... media) {
        return staff.post("/api/v1/posts", body(campaign, title, text, at, media))
                .expect(201)
                .json();
    }

    /** The submission's id. */
    public String submit(JsonObject post) {
        return staff.post(
                        "/api/v1/submissions",
                        Json.createObjectBuilder().add("post", post.getString("id")).build(),
                        Map.of("If-Match", version(post)))
                .expect(201)
                .json()
                .getJsonObject("submission")
                .getString("id");
    }

    public Api.Answer decide(Api who, String submission, String kind, String comment) {
        JsonObject seen = who.get("/api/v1/submissions/" + submission).expect(200).json();
        JsonArrayBuilder digests = Json.createArrayBuilder();
        seen.getJsonObject("revision")
                .getJsonArray("variants")
                .getValuesAs(JsonObject.class)
                .forEach(v -> digests.add(v.getString("digest")));
        return who.post(
                "/api/v1/submissions/" + submission + "/decisions",
                Json.createObjectBuilder()
                        .add("kind", kind)
                        .add("comment", comment)
                        .add("digests", digests)
                        .build());
    }

    public void approve(String submission) {
        decide(approver, submission, "APPROVE", "").expect(201);
    }

    public JsonObject publicationOf(String post) {
        var items =
                staff.get("/api/v1/publications?post=" + post)
                        .expect(200)
                        .json()
                        .getJsonArray("items");
        return items.isEmpty() ? JsonObject.EMPTY_JSON_OBJECT : items.getJsonObject(0);
    }

    public JsonObject awaitPublished(String post) {
        return Waiting.until(
                "published",
                PUBLISHED_WITHIN,
                () -> publicationOf(post),
                p -> p.getString("state", "").equals("PUBLISHED"));
    }

    /** The records that the channel's account holds on the social server, newest first. */
    public List<JsonObject> records(String account) {
        return Api.read(
                        URI.create(
                                Product.running().ready().getString("bluesky")
                                        + "/xrpc/com.atproto.repo.listRecords?limit=100&repo="
                                        + Api.encoded(account)
                                        + "&collection=app.bsky.feed.post"))
                .expect(200)
                .json()
                .getJsonArray("records")
                .getValuesAs(JsonObject.class);
    }

    /** A small picture, different for each seed. */
    public static byte[] png(int seed) {
        var image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setColor(new Color(0x6f4e37));
        canvas.fillRect(0, 0, 640, 400);
        canvas.setColor(new Color(0xf3e9dc));
        canvas.fillOval(170, 70, 300, 260);
        canvas.setColor(new Color(seed & 0xffffff));
        canvas.fillRect(0, 0, 8, 8);
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static String version(JsonObject post) {
        return "\"" + post.getJsonNumber("version").longValue() + "\"";
    }
}
