package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo's first campaigns and posts, made by the demo's people through the API at the first
 * start: drafts, one that a rule stops, one that waits for the client, one with changes asked, one
 * scheduled and one that goes out. An agency that has a campaign already is left alone.
 */
final class DemoStory implements Part {

    private static final System.Logger LOG = System.getLogger(DemoStory.class.getName());
    private static final String API = "/api/v1";
    private static final int FIRST_HOUR = 9;
    private static final int LAST_HOUR = 20;

    private final Settings settings;
    private final Demo demo;
    private final Instant now;
    private final Map<String, String> tokens = new HashMap<>();

    /**
     * @param now what the posts' times are counted from
     */
    DemoStory(Settings settings, Demo demo, Instant now) {
        this.settings = settings;
        this.demo = demo;
        this.now = now;
    }

    @Override
    public String title() {
        return "Demo posts";
    }

    /** Never fails the start: without its story the product is whole. */
    @Override
    public String start() throws InterruptedException {
        try {
            int made = 0;
            for (JsonObject story : stories()) {
                made += tell(story);
            }
            return made == 0 ? "already there" : made + " posts";
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the demo's posts could not be made", e);
            return "left out, see the log";
        }
    }

    @Override
    public void stop() {
        // nothing runs
    }

    private static List<JsonObject> stories() throws IOException {
        try (InputStream in = DemoStory.class.getResourceAsStream("story.json");
                var reader = Json.createReader(in)) {
            return reader.readObject().getJsonArray("stories").getValuesAs(JsonObject.class);
        }
    }

    private int tell(JsonObject story) throws IOException, InterruptedException {
        var author = caller(story, "author");
        JsonObject brand = named(author.get("/brands?limit=100"), story.getString("brand"));
        String brandId = brand.getString("id");
        if (!items(author.get("/campaigns?brand=" + brandId)).isEmpty()) {
            return 0;
        }
        String channel = items(author.get("/channels?brand=" + brandId)).get(0).getString("id");
        String campaign = campaign(author, brandId, story.getJsonObject("campaign"));
        List<JsonObject> posts = story.getJsonArray("posts").getValuesAs(JsonObject.class);
        for (JsonObject post : posts) {
            String id = write(author, brand, campaign, channel, post);
            if (!"DRAFT".equals(post.getString("step"))) {
                submit(author, caller(story, "decider"), id, post);
            }
        }
        return posts.size();
    }

    private String campaign(Caller author, String brandId, JsonObject campaign)
            throws IOException, InterruptedException {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        JsonObject body =
                Json.createObjectBuilder(campaign)
                        .add("brandId", brandId)
                        .add("startsOn", today.minusDays(7).toString())
                        .add("endsOn", today.plusDays(60).toString())
                        .build();
        return author.post("/campaigns", "", body).getString("id");
    }

    private String write(
            Caller author, JsonObject brand, String campaign, String channel, JsonObject post)
            throws IOException, InterruptedException {
        JsonArrayBuilder media = Json.createArrayBuilder();
        if (post.containsKey("picture")) {
            String sha256 =
                    author.upload(
                                    "/assets?brand=" + brand.getString("id"),
                                    DemoPictures.png(post.getString("picture")))
                            .getString("sha256");
            media.add(
                    Json.createObjectBuilder()
                            .add("sha256", sha256)
                            .add("alt", post.getString("alt")));
        }
        ZoneId zone = ZoneId.of(brand.getString("zone"));
        JsonObjectBuilder variant =
                Json.createObjectBuilder()
                        .add("channelId", channel)
                        .add("text", post.getString("text"))
                        .add("media", media);
        return author.post(
                        "/posts",
                        "",
                        Json.createObjectBuilder()
                                .add("campaignId", campaign)
                                .add("title", post.getString("title"))
                                .add("plannedAt", planned(post.getString("when"), zone).toString())
                                .add("variants", Json.createArrayBuilder().add(variant))
                                .build())
                .getString("id");
    }

    /**
     * @param when {@code now}, {@code soon} (in about three hours, within the working day), or days
     *     from today and a time in the brand's zone
     */
    private Instant planned(String when, ZoneId zone) {
        ZonedDateTime here = now.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
        if (when.equals("now")) {
            return here.toInstant();
        }
        if (when.equals("soon")) {
            ZonedDateTime soon = here.plusHours(3).truncatedTo(ChronoUnit.HOURS);
            boolean late = soon.getHour() < FIRST_HOUR || soon.getHour() > LAST_HOUR;
            return late ? next(here, FIRST_HOUR).toInstant() : soon.toInstant();
        }
        String[] parts = when.split(" ");
        return here.toLocalDate()
                .plusDays(Integer.parseInt(parts[0]))
                .atTime(LocalTime.parse(parts[1]))
                .atZone(zone)
                .toInstant();
    }

    private static ZonedDateTime next(ZonedDateTime from, int hour) {
        ZonedDateTime today = from.withHour(hour).truncatedTo(ChronoUnit.HOURS);
        return today.isAfter(from) ? today : today.plusDays(1);
    }

    private void submit(Caller author, Caller decider, String post, JsonObject story)
            throws IOException, InterruptedException {
        long version = author.get("/posts/" + post).getJsonNumber("version").longValue();
        JsonObject submission =
                author.post(
                        "/submissions",
                        "\"" + version + "\"",
                        Json.createObjectBuilder().add("post", post).build());
        if ("SUBMIT".equals(story.getString("step"))) {
            return;
        }
        String path = "/submissions/" + idOf(submission);
        JsonArrayBuilder digests = Json.createArrayBuilder();
        decider.get(path)
                .getJsonObject("revision")
                .getJsonArray("variants")
                .getValuesAs(JsonObject.class)
                .forEach(v -> digests.add(v.getString("digest")));
        boolean approve = "APPROVE".equals(story.getString("step"));
        decider.post(
                path + "/decisions",
                "",
                Json.createObjectBuilder()
                        .add("kind", approve ? "APPROVE" : "REQUEST_CHANGES")
                        .add("comment", story.getString("comment", ""))
                        .add("digests", digests)
                        .build());
    }

    private static String idOf(JsonObject submission) {
        return submission.containsKey("submission")
                ? submission.getJsonObject("submission").getString("id")
                : submission.getString("id");
    }

    private static List<JsonObject> items(JsonObject list) {
        return list.getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static JsonObject named(JsonObject list, String name) throws IOException {
        return items(list).stream()
                .filter(item -> name.equals(item.getString("name")))
                .findFirst()
                .orElseThrow(() -> new IOException("no brand is called " + name));
    }

    private Caller caller(JsonObject story, String part) throws IOException, InterruptedException {
        String agencyId = story.getString("agency");
        String username = story.getString(part);
        JsonObject agency =
                demo.agencies().stream()
                        .filter(a -> agencyId.equals(a.getString("id")))
                        .findFirst()
                        .orElseThrow();
        String key = agencyId + "/" + username;
        if (!tokens.containsKey(key)) {
            String password =
                    Demo.objects(agency, "people")
                            .filter(p -> username.equals(p.getString("username")))
                            .map(p -> p.getString("password"))
                            .findFirst()
                            .orElseThrow();
            tokens.put(key, token(agency, username, password));
        }
        return new Caller(agency.getString("host"), tokens.get(key));
    }

    private String token(JsonObject agency, String username, String password)
            throws IOException, InterruptedException {
        var answer =
                new JsonCalls(agency.getString("issuer"))
                        .form(
                                "/protocol/openid-connect/token",
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", "countersign-cli",
                                        "scope", "openid profile email organization",
                                        "username", username,
                                        "password", password));
        if (!answer.ok()) {
            throw new IOException("no token for " + username + ": " + answer.status());
        }
        return answer.body().asJsonObject().getString("access_token");
    }

    /** The API of one agency, as one person. */
    private final class Caller {

        private final JsonCalls calls;
        private final String authorization;

        Caller(String host, String token) {
            int port = settings.port(Settings.Port.HTTP);
            this.calls = new JsonCalls("http://127.0.0.1:" + port + API, host + ":" + port);
            this.authorization = "Bearer " + token;
        }

        JsonObject get(String path) throws IOException, InterruptedException {
            return object(path, calls.get(path, authorization));
        }

        JsonObject post(String path, String ifMatch, JsonValue body)
                throws IOException, InterruptedException {
            return object(path, calls.post(path, authorization, ifMatch, body));
        }

        JsonObject upload(String path, byte[] picture) throws IOException, InterruptedException {
            return object(path, calls.upload(path, authorization, "image/png", picture));
        }

        private JsonObject object(String path, JsonCalls.Answer answer) throws IOException {
            if (!answer.ok()) {
                throw new IOException(path + " answered " + answer.status() + " " + answer.body());
            }
            return answer.body().asJsonObject();
        }
    }
}
