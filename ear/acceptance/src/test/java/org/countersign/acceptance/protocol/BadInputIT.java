package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.Api.Answer;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Product;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input has a clear answer: a problem with a stable code, and nothing kept. */
class BadInputIT {

    private static final Instant SOON = Instant.now().plus(Duration.ofDays(3));
    private static final int GRAPHEMES_MAX = 300;

    private static ApiLine line;
    private static String campaign;

    @BeforeAll
    static void aCampaign() {
        line = ApiLine.halden();
        campaign = line.campaign("Bad input");
    }

    // ---- text ----

    @Test
    void aTextOverTheNetworksLimitIsRefusedNotCut() {
        var answer = write("x".repeat(GRAPHEMES_MAX + 1)).expect(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("300").doesNotContain("Exception");
        write("x".repeat(GRAPHEMES_MAX)).expect(201);
        write("👩‍👩‍👧‍👦".repeat(GRAPHEMES_MAX)).expect(422); // few graphemes, too many bytes
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\u001b", "\u007f", "\ufffe", "\u0085"})
    void aControlCharacterIsRefused(String character) {
        var answer = write("before" + character + "after");
        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.body()).doesNotContain("Exception");
    }

    @Test
    void halfACharacterIsRefused() {
        String body =
                line.body(campaign, "Half", "PLACE", SOON)
                        .toString()
                        .replace("PLACE", "half \\ud83d of one");
        var answer =
                line.staff()
                        .send(
                                "POST",
                                "/api/v1/posts",
                                BodyPublishers.ofString(body),
                                Map.of("Content-Type", "application/json"));
        assertThat(answer.status()).isIn(400, 422);
    }

    @Test
    void markupIsTextAndStaysText() {
        String text = "<script>alert(1)</script> & <b>\"bold\"</b> #{1+1} ${7*7}";
        var post = write(text).expect(201).json();
        var revision =
                line.staff()
                        .get("/api/v1/posts/" + post.getString("id") + "/revisions/1")
                        .expect(200)
                        .json();
        assertThat(revision.getJsonArray("variants").getJsonObject(0).getString("text"))
                .isEqualTo(text);
    }

    @Test
    void aBlockedTextIsSavedAndScreenedButNotSubmitted() {
        var post = write("It helps if you catch a cold.").expect(201).json();
        var answer =
                line.staff()
                        .post(
                                "/api/v1/submissions",
                                Json.createObjectBuilder()
                                        .add("post", post.getString("id"))
                                        .build(),
                                Map.of("If-Match", ApiLine.version(post)))
                        .expect(422);
        assertThat(answer.code()).isEqualTo("submission.refused.blocked_by");
        assertThat(answer.body()).contains("Health claims");
    }

    // ---- pictures ----

    @ParameterizedTest
    @CsvSource({
        "'<html><script>alert(1)</script></html>', image/png",
        "'<svg xmlns=\"http://www.w3.org/2000/svg\"/>', image/svg+xml",
        "'%PDF-1.7', image/jpeg",
        "'GIF89a', image/gif",
        "'', image/png"
    })
    void whatIsNoPictureIsRefusedWhateverItIsCalled(String content, String type) {
        var answer = upload(content.getBytes(StandardCharsets.UTF_8), type);
        assertThat(answer.status()).isIn(400, 415, 422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void aPictureThatEndsTooSoonIsRefused() {
        byte[] whole = ApiLine.png(1);
        assertThat(upload(java.util.Arrays.copyOf(whole, whole.length / 2), "image/png").status())
                .isEqualTo(422);
        upload(whole, "application/octet-stream").expect(201);
    }

    @Test
    void anOversizePictureIsRefused() {
        byte[] large = java.util.Arrays.copyOf(ApiLine.png(2), 20 * 1024 * 1024 + 1);
        var answer = upload(large, "image/png");
        assertThat(answer.status()).isIn(413, 422);
        assertThat(answer.body()).contains("20");
    }

    @Test
    void aPictureThatWasNeverUploadedIsRefused() {
        var body = line.body(campaign, "No such", "x", SOON, "a".repeat(64));
        assertThat(line.staff().post("/api/v1/posts", body).status()).isIn(404, 422);
    }

    // ---- stale and repeated ----

    @Test
    void aStaleVersionIsRefused() {
        var post = write("First words").expect(201).json();
        String path = "/api/v1/posts/" + post.getString("id") + "/revisions";
        var change = line.body(campaign, "Changed", "Second words", SOON);
        line.staff().post(path, change, Map.of("If-Match", ApiLine.version(post))).expect(201);
        var late = line.staff().post(path, change, Map.of("If-Match", ApiLine.version(post)));
        assertThat(late.expect(412).code()).isEqualTo("general.refused.stale");
        assertThat(line.staff().post(path, change).status()).isEqualTo(428);
        assertThat(line.staff().post(path, change, Map.of("If-Match", "\"x\"")).status())
                .isIn(400, 412);
    }

    @Test
    void theSameKeyDoesItOnce() {
        String key = UUID.randomUUID().toString();
        var body = line.body(campaign, "Once", "Once", SOON);
        var first =
                line.staff()
                        .post("/api/v1/posts", body, Map.of("Idempotency-Key", key))
                        .expect(201);
        var second =
                line.staff()
                        .post("/api/v1/posts", body, Map.of("Idempotency-Key", key))
                        .expect(201);
        assertThat(second.json().getString("id")).isEqualTo(first.json().getString("id"));
        var other = line.body(campaign, "Other", "Other", SOON);
        assertThat(
                        line.staff()
                                .post("/api/v1/posts", other, Map.of("Idempotency-Key", key))
                                .status())
                .isIn(409, 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"campaignId\": 7}",
                "{\"campaignId\": \"x\", \"title\": \"x\"}",
                "\u0000"
            })
    void aBodyThatMakesNoSenseIsAProblem(String body) {
        var answer =
                line.staff()
                        .send(
                                "POST",
                                "/api/v1/posts",
                                BodyPublishers.ofString(body),
                                Map.of("Content-Type", "application/json"));
        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("org.countersign");
    }

    // ---- foreign ids ----

    @Test
    void anotherAgencysIdsAreNotFound() {
        var lumen = new ApiLine("lumen", lumenManager(), "grace", "Tarnbeck Cycles");
        for (String path :
                new String[] {
                    "/api/v1/brands/" + lumen.brandId(),
                    "/api/v1/channels/" + lumen.channelId(),
                    "/api/v1/campaigns/" + lumen.campaign("Theirs")
                }) {
            assertThat(line.staff().get(path).status()).as(path).isEqualTo(404);
        }
        var planted =
                Json.createObjectBuilder()
                        .add("brandId", lumen.brandId())
                        .add("name", "Planted")
                        .add("startsOn", "2026-01-01")
                        .add("endsOn", "2026-02-01")
                        .build();
        line.staff().post("/api/v1/campaigns", planted).expect(404);
    }

    @Test
    void aRivalClientsPeopleFindNothing() {
        var post = write("For Halden's eyes").expect(201).json();
        String submission = line.submit(post);
        Api rival = Api.as("harbour", rivalApprover());
        for (String path :
                new String[] {
                    "/api/v1/posts/" + post.getString("id"),
                    "/api/v1/posts/" + post.getString("id") + "/revisions/1",
                    "/api/v1/submissions/" + submission,
                    "/api/v1/brands/" + line.brandId()
                }) {
            assertThat(rival.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(rival.get("/api/v1/posts").expect(200).body())
                .doesNotContain(post.getString("id"));
        line.approver().get("/api/v1/submissions/" + submission).expect(200);
    }

    @Test
    void aDraftIsNotTheClientsYet() {
        var post = write("Not submitted yet").expect(201).json();
        line.approver().get("/api/v1/posts/" + post.getString("id")).expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "../brands", "00000000-0000-0000-0000-000000000000", "1%27--"})
    void anIdThatIsNoneIsAProblem(String id) {
        assertThat(line.staff().get("/api/v1/posts/" + id).status()).isIn(400, 404);
    }

    // ---- who asks ----

    @Test
    void withoutATokenTheApiAsksForOneAndNeverRedirects() {
        var answer = Api.nobody("harbour.localhost").get("/api/v1/posts").expect(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.code()).isEqualTo("token_missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer ..",
                "Basic bWFyYTpkZW1v",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYXJhIn0."
            })
    void aMalformedTokenIsRefused(String header) {
        var answer =
                Api.nobody("harbour.localhost")
                        .get("/api/v1/posts", Map.of("Authorization", header));
        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void aTamperedTokenIsRefused() {
        String[] parts = line.staff().token().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                claims.replace("account_manager", "agency_owner")
                                        .getBytes(StandardCharsets.UTF_8));
        refusedToken("harbour.localhost", parts[0] + "." + forged + "." + parts[2]);
    }

    @Test
    void anotherAgencysTokenIsRefused() {
        refusedToken("lumen.localhost", line.staff().token());
    }

    @Test
    void aSessionCookieOpensNoApi() {
        Api.nobody("harbour.localhost")
                .get("/api/v1/posts", Map.of("Cookie", "JSESSIONID=0123456789abcdef"))
                .expect(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.localhost", "harbour.localhost.example.com", "127.0.0.1"})
    void anUnknownHostIsNotFound(String host) {
        for (String path : new String[] {"/", "/desk.xhtml", "/api/v1", "/callback"}) {
            assertThat(Api.nobody(host).get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theEntryNamesTheAgencyAndItsIssuerWithoutAToken() {
        var entry = Api.nobody("lumen.localhost").get("/api/v1").expect(200);
        assertThat(entry.body())
                .contains("Lumen Social")
                .contains(Product.running().ready().getString("keycloak") + "/realms/lumen");
    }

    @Test
    void aPageWithoutASessionLeadsToTheAgencysOwnSignIn() {
        var answer = Api.nobody("harbour.localhost").get("/desk.xhtml").expect(303);
        assertThat(answer.header("Location"))
                .startsWith(Product.running().ready().getString("keycloak") + "/realms/harbour/")
                .contains("code_challenge_method=S256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/desk.xhtml;jsessionid=1",
                "//desk.xhtml",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/api/../desk.xhtml",
                "/%2e%2e/desk.xhtml",
                "/media/harbour/x"
            })
    void anOddPathOpensNothing(String path) {
        assertThat(Api.nobody("harbour.localhost").get(path).status()).isIn(303, 400, 401, 404);
        assertThat(Api.nobody("harbour.localhost").get(path).body()).doesNotContain("<web-app");
    }

    // ---- management ----

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready", "/metrics"})
    void managementAnswersThisMachineOnly(String path) {
        assertThat(Api.nobody("127.0.0.1").get(path).status()).isEqualTo(200);
        for (Map<String, String> forwarded :
                java.util.List.of(
                        Map.of("X-Forwarded-For", "203.0.113.9"),
                        Map.of("X-Forwarded-For", "127.0.0.1"),
                        Map.of("X-Forwarded-Host", "harbour.localhost"))) {
            assertThat(Api.nobody("127.0.0.1").get(path, forwarded).status())
                    .as(forwarded.toString())
                    .isIn(401, 403, 404);
        }
        assertThat(Api.nobody("harbour.localhost").get(path).status()).isIn(401, 403, 404);
    }

    @Test
    void managementAnswersItsToken() throws Exception {
        String token = Product.running().secret("management.token");
        Api.nobody("harbour.localhost")
                .get(
                        "/health/ready",
                        Map.of(
                                "X-Forwarded-For",
                                "203.0.113.9",
                                "Authorization",
                                "Bearer " + token))
                .expect(200);
    }

    private static Answer write(String text) {
        return line.staff().post("/api/v1/posts", line.body(campaign, "A post", text, SOON));
    }

    private static Answer upload(byte[] bytes, String type) {
        return line.staff().post("/api/v1/assets?brand=" + line.brandId(), bytes, type);
    }

    private static void refusedToken(String host, String token) {
        var answer =
                Api.nobody(host)
                        .get("/api/v1/posts", Map.of("Authorization", "Bearer " + token))
                        .expect(401);
        assertThat(answer.code()).isEqualTo("invalid_token");
    }

    private static String lumenManager() {
        return Demo.username("lumen", "account_manager", "");
    }

    private static String rivalApprover() {
        return Demo.username("harbour", "client_approver", "nordkaffee");
    }

    /** The demo's people, as the launcher wrote them down. */
    private static final class Demo {

        static String username(String agency, String role, String client) {
            JsonObject demo =
                    Product.demo().getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                            .filter(a -> a.getString("id").equals(agency))
                            .findFirst()
                            .orElseThrow();
            return demo.getJsonArray("people").getValuesAs(JsonObject.class).stream()
                    .filter(p -> p.getJsonArray("roles").toString().contains("\"" + role + "\""))
                    .filter(p -> p.getString("client", "").equals(client))
                    .map(p -> p.getString("username"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
