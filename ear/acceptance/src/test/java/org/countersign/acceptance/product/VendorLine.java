package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.TestPeople.Somebody;

/** A vendor with one person, and its work for one brand, by the documented API. */
public final class VendorLine {

    private final ApiLine line;
    private final String vendor;
    private final Somebody person;

    /** Work for Halden Roast. */
    public VendorLine() {
        this(ApiLine.halden());
    }

    /** Work for the brand of that line. */
    public VendorLine(ApiLine line) {
        this.line = line;
        vendor = TestPeople.company("harbour").toString();
        person = TestPeople.vendor("harbour", UUID.fromString(vendor));
    }

    public ApiLine line() {
        return line;
    }

    public String vendor() {
        return vendor;
    }

    /** Somebody of the vendor. */
    public Somebody person() {
        return person;
    }

    /** The newest text of a kind; one is written when there is none. */
    public String text(String kind) {
        var known =
                line.staff()
                        .get("/api/v1/vendor-texts?limit=100&kind=" + kind)
                        .expect(200)
                        .json()
                        .getJsonArray("items");
        if (!known.isEmpty()) {
            return known.getJsonObject(known.size() - 1).getString("id");
        }
        return newText(kind);
    }

    /** Another version of a text, for the assignments to come. */
    public String newText(String kind) {
        return line.staff()
                .post(
                        "/api/v1/vendor-texts",
                        Json.createObjectBuilder()
                                .add("kind", kind)
                                .add("title", "A text of a test")
                                .add("body", "What is seen here stays here.")
                                .build())
                .expect(201)
                .json()
                .getString("id");
    }

    /** Terms from yesterday to in a month. */
    public JsonObjectBuilder terms(String title, String campaign) {
        LocalDate today = LocalDate.now(line.zone());
        return Json.createObjectBuilder()
                .add("title", title)
                .add("campaignId", campaign)
                .add("startsOn", today.minusDays(1).toString())
                .add("endsOn", today.plusDays(30).toString())
                .add("brief", "Three short films about slow mornings.")
                .add(
                        "fee",
                        Json.createObjectBuilder().add("amount", "1200.50").add("currency", "EUR"));
    }

    public JsonObject draft(String title, String campaign) {
        text("NDA");
        text("RIGHTS");
        return line.staff()
                .post(
                        "/api/v1/assignments",
                        terms(title, campaign)
                                .add("vendorId", vendor)
                                .add("brandId", line.brandId())
                                .build())
                .expect(201)
                .json();
    }

    /** A draft that was put before the client. */
    public JsonObject proposed(String title, String campaign) {
        var draft = draft(title, campaign);
        return line.staff()
                .put(path(draft) + "/proposal", JsonObject.EMPTY_JSON_OBJECT, match(draft))
                .expect(200)
                .json();
    }

    /** What the client's owner said yes to. */
    public JsonObject approved(String title, String campaign) {
        var proposed = proposed(title, campaign);
        return decide(line.approver(), proposed, "APPROVE").expect(201).json();
    }

    /** Open, and its texts accepted by {@link #person}. */
    public JsonObject open(String title, String campaign) {
        return accept(approved(title, campaign)).expect(201).json();
    }

    public Api.Answer decide(Api who, JsonObject assignment, String kind) {
        return who.post(
                path(assignment) + "/decisions",
                Json.createObjectBuilder()
                        .add("kind", kind)
                        .add("digest", assignment.getJsonObject("waitingTerms").getString("digest"))
                        .build());
    }

    public Api.Answer accept(JsonObject assignment) {
        return person.api()
                .post(
                        path(assignment) + "/acceptances",
                        Json.createObjectBuilder()
                                .add("ndaId", assignment.getString("ndaId"))
                                .add("rightsId", assignment.getString("rightsId"))
                                .build());
    }

    public Api.Answer end(Api who, JsonObject assignment, boolean stop) {
        return who.post(
                path(assignment) + "/end",
                Json.createObjectBuilder().add("stop", stop).add("reason", "A test").build());
    }

    /** A post by the vendor's person. */
    public Api.Answer write(String campaign, String title) {
        return person.api()
                .post(
                        "/api/v1/posts",
                        line.body(
                                campaign,
                                title,
                                "Slow mornings, loud grinders. " + UUID.randomUUID(),
                                Instant.now().plus(2, ChronoUnit.DAYS)));
    }

    public Api.Answer deliver(JsonObject post) {
        return person.api()
                .post(
                        "/api/v1/deliveries",
                        Json.createObjectBuilder().add("post", post.getString("id")).build(),
                        Map.of("If-Match", ApiLine.version(post)));
    }

    public static String id(JsonObject detail) {
        return detail.getJsonObject("assignment").getString("id");
    }

    public static String path(JsonObject detail) {
        return "/api/v1/assignments/" + id(detail);
    }

    public static Map<String, String> match(JsonObject detail) {
        return Map.of("If-Match", ApiLine.version(detail.getJsonObject("assignment")));
    }
}
