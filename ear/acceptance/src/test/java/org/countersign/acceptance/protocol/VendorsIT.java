package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.VendorLine;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A vendor's work by the API: the client opens it, the end closes it, what was made stays. */
class VendorsIT {

    /** What the promise is; the database itself answers at once. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);

    private VendorLine vendor;
    private ApiLine line;
    private Api leo;
    private String campaign;

    @BeforeEach
    void aVendorOfHaldens() {
        vendor = new VendorLine();
        line = vendor.line();
        leo = vendor.person().api();
        campaign = line.campaign("Vendors");
    }

    @Test
    void theClientOpensAndTheVendorsPersonAccepts() {
        var draft = vendor.draft("Films", campaign);
        assertThat(total(leo, "/assignments")).isZero();
        var proposed =
                line.staff()
                        .put(
                                VendorLine.path(draft) + "/proposal",
                                JsonObject.EMPTY_JSON_OBJECT,
                                VendorLine.match(draft))
                        .expect(200)
                        .json();
        vendor.decide(line.staff(), proposed, "APPROVE").expect(403);
        vendor.decide(Api.as("harbour", "nele"), proposed, "APPROVE").expect(403);
        vendor.decide(Api.as("harbour", "anders"), proposed, "APPROVE").expect(404);
        assertThat(total(leo, "/assignments")).isZero();

        vendor.decide(line.approver(), proposed, "APPROVE").expect(201);
        var before = leo.get(VendorLine.path(draft)).expect(200);
        assertThat(before.json().getBoolean("mayAccept")).isTrue();
        assertThat(before.body()).doesNotContain("slow mornings").doesNotContain("Halden");
        assertThat(total(leo, "/brands")).isZero();
        assertThat(total(leo, "/campaigns")).isZero();

        var open = vendor.accept(before.json()).expect(201).json();
        assertThat(open.getJsonObject("terms").getString("brief")).contains("slow mornings");
        assertThat(open.getJsonObject("fee").getString("amount")).isEqualTo("1200.50");
        assertThat(total(leo, "/brands")).isOne();
        assertThat(total(leo, "/campaigns")).isOne();
        var client = line.approver().get(VendorLine.path(draft)).expect(200).json();
        assertThat(client.isNull("fee")).as("the fee is not the client's to read").isTrue();
        assertThat(client.getJsonArray("acceptances")).hasSize(1);
    }

    @Test
    void anAccountManagerKeepsTheVendorsPeople() {
        String people = "/api/v1/vendors/" + vendor.vendor() + "/people";
        String mail = "studio-" + UUID.randomUUID() + "@vendors.test";
        var body = Json.createObjectBuilder().add("name", "Stu Dio").add("mail", mail).build();
        leo.post(people, body).expect(403);
        line.approver().post(people, body).expect(403);
        Api.as("harbour", "jonas").post(people, body).expect(403);
        var made = line.staff().post(people, body).expect(201).json();
        assertThat(made.getString("state")).isEqualTo("INVITED");
        assertThat(line.staff().post(people, body).expect(422).code())
                .isEqualTo("person.refused.mail_taken");
        String path = people + "/" + made.getString("id");
        Waiting.until(
                "the invitation",
                Duration.ofSeconds(90),
                () -> Mails.to(mail).size(),
                sent -> sent == 1);
        assertThat(
                        line.staff()
                                .post(path + "/invitation", JsonObject.EMPTY_JSON_OBJECT)
                                .expect(422)
                                .code())
                .as("not twice a minute")
                .isEqualTo("invitation.refused.too_often");
        line.staff()
                .send(
                        "DELETE",
                        path,
                        BodyPublishers.noBody(),
                        Map.of("If-Match", ApiLine.version(made)))
                .expect(204);
        assertThat(state(made)).isEqualTo("ENDED");

        var limited = TestPeople.staff("harbour", "account_manager", false);
        vendor.open("Films", campaign);
        assertThat(limited.api().post(people, other(body)).expect(409).code())
                .isEqualTo("person.refused.not_vendor_keeper");
    }

    private static JsonObject other(JsonObject person) {
        return Json.createObjectBuilder(person)
                .add("mail", "other-" + person.getString("mail"))
                .build();
    }

    private String state(JsonObject person) {
        return line
                .staff()
                .get("/api/v1/vendors/" + vendor.vendor())
                .expect(200)
                .json()
                .getJsonArray("people")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(one -> one.getString("id").equals(person.getString("id")))
                .findFirst()
                .orElseThrow()
                .getString("state");
    }

    @Test
    void aVendorSeesItsOwnPostsAndDeliversThem() {
        line.write(campaign, "Of the agency", "Not the vendor's. " + UUID.randomUUID(), soon());
        vendor.open("Films", campaign);
        var post = vendor.write(campaign, "Of the vendor").expect(201).json();
        assertThat(total(leo, "/posts")).isOne();
        var other = new VendorLine();
        other.open("Other films", campaign);
        assertThat(total(other.person().api(), "/posts")).isZero();
        other.person().api().get("/api/v1/posts/" + post.getString("id")).expect(404);
        leo.post(
                        "/api/v1/submissions",
                        Json.createObjectBuilder().add("post", post.getString("id")).build(),
                        Map.of("If-Match", ApiLine.version(post)))
                .expect(403);
        vendor.deliver(post).expect(201);
        vendor.deliver(post).expect(422);
        assertThat(
                        line.staff()
                                .get("/api/v1/deliveries?post=" + post.getString("id"))
                                .expect(200)
                                .json()
                                .getInt("total"))
                .isOne();
        if (line.connected()) {
            String submission = line.submit(post);
            assertThat(line.decide(leo, submission, "APPROVE", "").status())
                    .as("vendors never decide")
                    .isEqualTo(403);
            line.decide(line.approver(), submission, "REQUEST_CHANGES", "Less noise, please.")
                    .expect(201);
            assertThat(leo.get("/api/v1/submissions/" + submission).expect(200).body())
                    .contains("Less noise, please.");
        }
    }

    @Test
    void anotherCampaignIsNotTheVendorsToWriteFor() {
        vendor.open("Films", campaign);
        vendor.write(line.campaign("Elsewhere"), "Elsewhere").expect(404);
    }

    @Test
    void anEndClosesPagesApiAndPictures() {
        var open = vendor.open("Films", campaign);
        var post = vendor.write(campaign, "Of the vendor").expect(201).json();
        byte[] png = ApiLine.png(UUID.randomUUID().hashCode());
        String upload = "/api/v1/assets?brand=" + line.brandId();
        assertThat(leo.post(upload, png, "image/png").expect(422).code())
                .isEqualTo("asset.refused.no_rights");
        var picture =
                leo.post(upload + "&rights=Shot%20by%20us", png, "image/png").expect(201).json();
        String link = picture.getString("url");
        assertThat(looked(link)).isEqualTo(200);
        Instant ended = Instant.now();
        vendor.end(line.approver(), open, false).expect(201);
        Waiting.until(
                "closed",
                CLOSED_WITHIN,
                () -> leo.get(VendorLine.path(open)).status(),
                status -> status == 404);
        assertThat(looked(link)).as("the link's life").isEqualTo(404);
        assertThat(Duration.between(ended, Instant.now())).isLessThan(CLOSED_WITHIN);
        leo.get("/api/v1/posts/" + post.getString("id")).expect(404);
        for (String list : List.of("/assignments", "/brands", "/campaigns", "/posts")) {
            assertThat(total(leo, list)).as(list).isZero();
        }
        vendor.write(campaign, "Too late").expect(404);
        line.staff().get("/api/v1/posts/" + post.getString("id")).expect(200);
    }

    @Test
    void whatWasWrittenForAnEndedAssignmentIsGoneThoughAnotherIsOpen() {
        var ended = vendor.open("Films", campaign);
        var post = vendor.write(campaign, "Of the ended one").expect(201).json();
        vendor.end(line.approver(), ended, false).expect(201);
        vendor.open("More films", campaign);
        var newer = vendor.write(campaign, "Of the open one").expect(201).json();
        leo.get("/api/v1/posts/" + newer.getString("id")).expect(200);
        leo.get("/api/v1/posts/" + post.getString("id")).expect(404);
        assertThat(total(leo, "/posts")).isOne();
    }

    @Test
    void widerTermsWaitForTheClientWhileTheApprovedOnesStay() {
        var open = vendor.open("Films", campaign);
        var wider =
                vendor.terms("Films", campaign)
                        .add("endsOn", java.time.LocalDate.now(line.zone()).plusDays(90).toString())
                        .build();
        var changed =
                line.staff()
                        .put(
                                VendorLine.path(open),
                                wider,
                                VendorLine.match(
                                        line.staff().get(VendorLine.path(open)).expect(200).json()))
                        .expect(200)
                        .json();
        assertThat(changed.getJsonObject("assignment").getBoolean("asksClient")).isTrue();
        assertThat(changed.getJsonObject("terms").getInt("number")).isOne();
        leo.get(VendorLine.path(open)).expect(200);
        var stale = open.getJsonObject("terms").getString("digest");
        line.approver()
                .post(
                        VendorLine.path(open) + "/decisions",
                        Json.createObjectBuilder()
                                .add("kind", "APPROVE")
                                .add("digest", stale)
                                .build())
                .expect(409);
        vendor.decide(line.approver(), changed, "APPROVE").expect(201);
        assertThat(
                        leo.get(VendorLine.path(open))
                                .expect(200)
                                .json()
                                .getJsonObject("terms")
                                .getInt("number"))
                .isEqualTo(2);
    }

    @Test
    void anEarlyEndStopsWhatIsScheduledAndAVendorIsStoppedEverywhereByTheAgencyAlone() {
        var open = vendor.open("Films", campaign);
        vendor.end(line.approver(), open, true).expect(201);
        var holds = line.staff().get("/api/v1/holds?active=true&limit=100").expect(200).json();
        assertThat(holds.getJsonArray("items").getValuesAs(JsonObject.class))
                .anySatisfy(
                        hold -> {
                            assertThat(hold.getString("scope")).isEqualTo("ASSIGNMENT");
                            assertThat(hold.getString("scopeId")).isEqualTo(VendorLine.id(open));
                        });
        var everywhere =
                Json.createObjectBuilder()
                        .add("scope", "VENDOR")
                        .add("scopeId", vendor.vendor())
                        .build();
        line.approver().post("/api/v1/holds", everywhere).expect(404);
        line.staff().post("/api/v1/holds", everywhere).expect(201);
    }

    @Test
    void vendorsAreKeptByStaff() {
        String name = "Studio " + UUID.randomUUID();
        var made =
                line.staff()
                        .post(
                                "/api/v1/vendors",
                                Json.createObjectBuilder()
                                        .add("name", name)
                                        .add("country", "DE")
                                        .add("notes", "Good with light")
                                        .add(
                                                "dayRate",
                                                Json.createObjectBuilder()
                                                        .add("amount", "480")
                                                        .add("currency", "EUR"))
                                        .build())
                        .expect(201);
        assertThat(made.json().getJsonObject("dayRate").getString("amount")).isEqualTo("480.00");
        String path = "/api/v1/vendors/" + made.json().getString("id");
        leo.get(path).expect(403);
        line.approver().get(path).expect(403);
        var creator = Api.as("harbour", "jonas").get(path).expect(200).json();
        assertThat(creator.isNull("dayRate")).as("rates are not every role's").isTrue();
        var changed =
                line.staff()
                        .put(
                                path + "/admission",
                                Json.createObjectBuilder().add("active", false).build(),
                                Map.of("If-Match", made.header("ETag")))
                        .expect(200);
        assertThat(changed.json().getBoolean("active")).isFalse();
        assertThat(
                        line.staff()
                                .post(
                                        "/api/v1/vendors",
                                        Json.createObjectBuilder().add("name", name).build())
                                .expect(409)
                                .code())
                .isEqualTo("constraint.vendor_name_uk");
    }

    @Test
    void aVendorThatIsShutOutIsOutAtOnce() {
        var open = vendor.open("Films", campaign);
        leo.get(VendorLine.path(open)).expect(200);
        var file = line.staff().get("/api/v1/vendors/" + vendor.vendor()).expect(200);
        line.staff()
                .put(
                        "/api/v1/vendors/" + vendor.vendor() + "/admission",
                        Json.createObjectBuilder().add("active", false).build(),
                        Map.of("If-Match", file.header("ETag")))
                .expect(200);
        Waiting.until(
                "shut out",
                CLOSED_WITHIN,
                () -> leo.get("/api/v1/assignments").status(),
                status -> status == 401 || status == 403);
    }

    @Test
    void aColleagueWhoAcceptedNothingSeesNothing() {
        vendor.open("Films", campaign);
        var colleague = TestPeople.vendor("harbour", UUID.fromString(vendor.vendor())).api();
        assertThat(total(colleague, "/assignments")).isOne();
        assertThat(total(colleague, "/brands")).isZero();
        assertThat(total(colleague, "/posts")).isZero();
    }

    /** Status of a picture's link; the JVM does not resolve the media host. */
    private static int looked(String link) {
        URI at = URI.create(link);
        return Api.nobody(at.getHost()).get(at.getRawPath() + "?" + at.getRawQuery()).status();
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofDays(2));
    }

    private static int total(Api who, String list) {
        return who.get("/api/v1" + list).expect(200).json().getInt("total");
    }
}
