package org.countersign.publishing.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.outbound.Gate;
import org.countersign.platform.outbound.GuardedClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueskyConnectorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456Z");
    private static final String KEY = "3lbgxyzzyxa2b";
    private static final byte[] IMAGE = "not really a png".getBytes(StandardCharsets.UTF_8);

    private FakePds pds;
    private GuardedClient client;
    private BlueskyConnector connector;
    private final Map<String, byte[]> stored = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        pds = new FakePds();
        client = new GuardedClient(Set.of(pds.authority()));
        connector = new BlueskyConnector(client, Clock.fixed(NOW, ZoneOffset.UTC));
        stored.put(CanonicalJson.hex(CanonicalJson.sha256(IMAGE)), IMAGE);
    }

    @AfterEach
    void stop() {
        client.close();
        pds.close();
    }

    @Test
    void sendsExactlyWhatWasApproved() {
        String text = "Grüße 👋 https://halden.example/größe #kaffee @nordkaffee.test";
        JsonObject content =
                content(text)
                        .add("media", media("A cup"))
                        .add("labels", Json.createArrayBuilder().add("graphic-media"))
                        .add(
                                "mentions",
                                Json.createArrayBuilder()
                                        .add(
                                                Json.createObjectBuilder()
                                                        .add("handle", "nordkaffee.test")
                                                        .add("did", "did:plc:nord")))
                        .build();

        PublishResult result = connector.publish(variant(content), access(), Gate.NONE);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Published.class,
                        published -> {
                            assertThat(published.uri())
                                    .isEqualTo("at://did:plc:halden/app.bsky.feed.post/" + KEY);
                            assertThat(published.publicUrl())
                                    .isEqualTo(
                                            pds.url()
                                                    + "/xrpc/com.atproto.repo.getRecord?repo=did%3Aplc%3Ahalden"
                                                    + "&collection=app.bsky.feed.post&rkey="
                                                    + KEY);
                        });
        JsonObject record = pds.records.get(KEY);
        assertThat(record.getString("$type")).isEqualTo("app.bsky.feed.post");
        assertThat(record.getString("text")).isEqualTo(text);
        assertThat(record.getString("createdAt")).isEqualTo("2026-11-21T10:15:30.123Z");
        assertThat(record.getJsonArray("langs")).hasToString("[\"en\"]");
        assertThat(record.getJsonObject("labels").getJsonArray("values"))
                .hasToString("[{\"val\":\"graphic-media\"}]");
        JsonObject image = record.getJsonObject("embed").getJsonArray("images").getJsonObject(0);
        assertThat(image.getString("alt")).isEqualTo("A cup");
        assertThat(image.getJsonObject("aspectRatio")).hasToString("{\"width\":4,\"height\":3}");
        assertThat(marked(text, record.getJsonArray("facets")))
                .containsExactly(
                        "https://halden.example/größe -> https://halden.example/gr%C3%B6%C3%9Fe",
                        "#kaffee -> kaffee", "@nordkaffee.test -> did:plc:nord");
        assertThat(pds.calls).containsExactly("createSession", "uploadBlob", "putRecord");
    }

    @Test
    void passesEachWritingRequestThroughTheGate() {
        AtomicInteger opened = new AtomicInteger();
        Gate gate =
                new Gate() {
                    @Override
                    public void open() {
                        opened.incrementAndGet();
                    }

                    @Override
                    public void firstByteOut() {
                        // counted on opening
                    }
                };
        ApprovedVariant variant = variant(content("x").add("media", media("A cup")).build());
        connector.publish(variant, access(), gate);
        assertThat(opened).hasValue(2);
        connector.settle(variant, access());
        assertThat(opened).hasValue(2);
        connector.remove(KEY, access(), gate);
        assertThat(opened).hasValue(3);
    }

    @Test
    void aClosedGateStopsTheNextRequest() {
        AtomicInteger opened = new AtomicInteger();
        Gate closing =
                new Gate() {
                    @Override
                    public void open() {
                        if (opened.incrementAndGet() == 2) {
                            throw new IllegalStateException("held");
                        }
                    }

                    @Override
                    public void firstByteOut() {
                        // nothing to let go
                    }
                };
        ApprovedVariant variant = variant(content("x").add("media", media("A cup")).build());
        assertThatThrownBy(() -> connector.publish(variant, access(), closing)).hasMessage("held");
        assertThat(pds.calls).containsExactly("createSession", "uploadBlob");
        assertThat(pds.records).isEmpty();
    }

    @Test
    void publishingTwiceMakesOneRecordAndOneCommit() {
        ApprovedVariant variant = variant(content("once").build());
        PublishResult first = connector.publish(variant, access(), Gate.NONE);
        PublishResult second = connector.publish(variant, access(), Gate.NONE);
        assertThat(second).isEqualTo(first);
        assertThat(pds.commits).isOne();
    }

    @ParameterizedTest
    @CsvSource({"0", "500", "502", "503"})
    void aLostAnswerIsUnknownUntilTheNetworkIsRead(int status) {
        ApprovedVariant variant = variant(content("x").add("media", media("")).build());
        assertThat(connector.settle(variant, access())).isEqualTo(new Absent());
        pds.loseAnswer("putRecord", status);
        assertThat(connector.publish(variant, access(), Gate.NONE)).isInstanceOf(Unknown.class);
        pds.behave();
        assertThat(connector.settle(variant, access())).isInstanceOf(Published.class);
        assertThat(connector.settle(variant(content("y").build()), access()))
                .isInstanceOf(Different.class);
    }

    @Test
    void settlingStaysUnknownWhileTheServerDoesNotAnswer() {
        pds.fail("getRecord", 500, "InternalServerError", Map.of());
        assertThat(connector.settle(variant(content("x").build()), access()))
                .isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "createSession,401,AccountTakedown,ACCOUNT_CLOSED",
        "createSession,401,AuthenticationRequired,CREDENTIALS",
        "putRecord,401,AccountTakedown,ACCOUNT_CLOSED",
        "putRecord,400,InvalidRequest,CONTENT",
        "putRecord,413,PayloadTooLarge,TOO_LARGE",
        "uploadBlob,413,PayloadTooLarge,TOO_LARGE",
        "putRecord,403,Forbidden,CREDENTIALS"
    })
    void aRefusalNamesWhoHasToAct(String call, int status, String error, Refused.Reason reason) {
        pds.fail(call, status, error, Map.of());
        PublishResult result =
                connector.publish(
                        variant(content("x").add("media", media("")).build()), access(), Gate.NONE);
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused.message()).contains(error);
                        });
        assertThat(pds.records).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "createSession,500,InternalServerError",
        "uploadBlob,502,UpstreamFailure",
        "putRecord,400,InvalidToken",
        "putRecord,400,ExpiredToken"
    })
    void whatHadNoEffectIsTriedAgain(String call, int status, String error) {
        pds.fail(call, status, error, Map.of());
        PublishResult result =
                connector.publish(
                        variant(content("x").add("media", media("")).build()), access(), Gate.NONE);
        assertThat(result)
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.notBefore()).isEqualTo(NOW.plusSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"90,90", "-5,1", "9999999,86400"})
    void waitsAsLongAsTheRateLimitSays(long seconds, long expected) {
        pds.fail(
                "putRecord",
                429,
                "RateLimitExceeded",
                Map.of("RateLimit-Reset", String.valueOf(NOW.getEpochSecond() + seconds)));
        assertThat(connector.publish(variant(content("x").build()), access(), Gate.NONE))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later ->
                                assertThat(later.notBefore().getEpochSecond())
                                        .isEqualTo(NOW.getEpochSecond() + expected));
    }

    @Test
    void refusesOtherMediaBeforeAnythingIsSent() {
        ApprovedVariant variant = variant(content("x").add("media", media("")).build());
        for (Runnable change :
                List.<Runnable>of(
                        () -> stored.replaceAll((digest, bytes) -> new byte[1]), stored::clear)) {
            change.run();
            assertThat(connector.publish(variant, access(), Gate.NONE))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .isEqualTo(Refused.Reason.MEDIA_DIFFER));
        }
        assertThat(pds.calls).isEmpty();
    }

    @Test
    void refusesAnImageTheServerWouldNotRead() {
        byte[] large = new byte[2_000_001];
        String digest = CanonicalJson.hex(CanonicalJson.sha256(large));
        stored.put(digest, large);
        JsonObject content =
                content("x")
                        .add(
                                "media",
                                Json.createArrayBuilder()
                                        .add(
                                                Json.createObjectBuilder()
                                                        .add("sha256", digest)
                                                        .add("type", "image/png")
                                                        .add("alt", "")
                                                        .add("width", 1)
                                                        .add("height", 1)))
                        .build();
        assertThat(connector.publish(variant(content), access(), Gate.NONE))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(Refused.Reason.TOO_LARGE));
        assertThat(pds.calls).isEmpty();
    }

    @Test
    void leavesNothingApprovedOutSilently() {
        for (JsonObject odd :
                List.of(
                        content("x").add("firstComment", "y").build(),
                        content("x").add("visibility", "followers").build(),
                        content("x").add("network", "mastodon").build(),
                        content("x").add("v", 2).build(),
                        content("x")
                                .add("media", media(""))
                                .add("link", "https://halden.example/")
                                .build())) {
            assertThat(connector.publish(variant(odd), access(), Gate.NONE))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .isEqualTo(Refused.Reason.UNSUPPORTED));
        }
        assertThat(pds.calls).isEmpty();
    }

    @Test
    void refusesAnotherAccountThanTheApprovedOne() {
        ChannelAccess other =
                new ChannelAccess(pds.url(), "did:plc:other", "other.test", FakePds.PASSWORD, "");
        assertThat(connector.publish(variant(content("x").build()), other, Gate.NONE))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Refused.Reason.OTHER_ACCOUNT));
        assertThat(pds.calls).isEmpty();
    }

    @Test
    void neverLeavesTheAllowedAddresses() {
        ChannelAccess inside =
                new ChannelAccess(URI.create("https://169.254.169.254"), FakePds.DID, "h", "s", "");
        assertThat(connector.publish(variant(content("x").build()), inside, Gate.NONE))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Refused.Reason.FORBIDDEN_TARGET));
    }

    @Test
    void removesAndFindsNothingAfterwards() {
        ApprovedVariant variant = variant(content("x").build());
        connector.publish(variant, access(), Gate.NONE);
        assertThat(connector.remove(KEY, access(), Gate.NONE)).isEqualTo(new Removed());
        assertThat(connector.settle(variant, access())).isEqualTo(new Absent());
        pds.loseAnswer("deleteRecord", 0);
        assertThat(connector.remove(KEY, access(), Gate.NONE)).isInstanceOf(Unknown.class);
    }

    @Test
    void tellsWhichAccountAnAccessOpens() {
        assertThat(connector.connect(access()))
                .isEqualTo(new Connected(FakePds.DID, "halden.test", ""));
        ChannelAccess wrong = new ChannelAccess(pds.url(), FakePds.DID, "halden.test", "wrong", "");
        assertThat(connector.connect(wrong)).isInstanceOf(Refused.class);
        assertThat(wrong.toString()).doesNotContain("wrong");
    }

    @Test
    void findsOutWhoseAccountAHandleIs() {
        pds.scope = "com.atproto.appPass";
        ChannelAccess unknown =
                new ChannelAccess(pds.url(), "", FakePds.HANDLE, FakePds.PASSWORD, "");
        assertThat(connector.connect(unknown))
                .isEqualTo(new Connected(FakePds.DID, FakePds.HANDLE, "com.atproto.appPass"));
    }

    @Test
    void takesNoPasswordThatOpensTheWholeAccount() {
        pds.scope = "com.atproto.access";
        assertThat(connector.connect(access()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Refused.Reason.MAIN_PASSWORD));
    }

    @Test
    void seesThatAnAccountIsClosed() {
        pds.active = false;
        assertThat(connector.connect(access()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Refused.Reason.ACCOUNT_CLOSED));
    }

    @Test
    void showsWhereTheChannelSaysOtherwiseOnTheNetworksSite() {
        ChannelAccess templated =
                new ChannelAccess(
                        pds.url(),
                        FakePds.DID,
                        "halden.test",
                        FakePds.PASSWORD,
                        "https://social.example/{handle}/{key}");
        assertThat(connector.publish(variant(content("x").build()), templated, Gate.NONE))
                .isInstanceOfSatisfying(
                        Published.class,
                        published ->
                                assertThat(published.publicUrl())
                                        .isEqualTo("https://social.example/halden.test/" + KEY));
    }

    @Test
    void makesKeysThatSortByTime() {
        String early = RecordKey.of(1_700_000_000_000_000L, 1023);
        String late = RecordKey.of(1_700_000_000_000_001L, 0);
        assertThat(early).hasSize(13).matches("[234567abcdefghij][234567a-z]{12}").isLessThan(late);
        assertThat(connector.newRecordKey(NOW)).hasSize(13);
    }

    @Test
    void namesBlobsAsTheProtocolDoes() {
        assertThat(BlobLink.of(CanonicalJson.sha256("hello".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");
    }

    private ApprovedVariant variant(JsonObject content) {
        return new ApprovedVariant(CanonicalJson.bytes(content), stored::get, KEY, NOW);
    }

    private ChannelAccess access() {
        return new ChannelAccess(pds.url(), FakePds.DID, "halden.test", FakePds.PASSWORD, null);
    }

    private static JsonObjectBuilder content(String text) {
        return Json.createObjectBuilder()
                .add("v", 1)
                .add("network", "bluesky")
                .add("channel", "6f2c1c0e-8c51-4f0c-9d3b-9a4d6a5f0b11")
                .add("account", FakePds.DID)
                .add("text", text)
                .add("langs", Json.createArrayBuilder().add("en"))
                .add("link", JsonValue.NULL)
                .add("media", JsonValue.EMPTY_JSON_ARRAY)
                .add("visibility", "public")
                .add("labels", JsonValue.EMPTY_JSON_ARRAY)
                .add("mentions", JsonValue.EMPTY_JSON_ARRAY)
                .add(
                        "window",
                        Json.createObjectBuilder()
                                .add("from", "2026-11-21T00:00:00Z")
                                .add("to", "2026-11-22T00:00:00Z"));
    }

    private JsonArrayBuilder media(String alt) {
        return Json.createArrayBuilder()
                .add(
                        Json.createObjectBuilder()
                                .add("sha256", CanonicalJson.hex(CanonicalJson.sha256(IMAGE)))
                                .add("type", "image/png")
                                .add("alt", alt)
                                .add("width", 4)
                                .add("height", 3));
    }

    private static List<String> marked(String text, JsonArray facets) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return facets.getValuesAs(JsonObject.class).stream()
                .map(
                        facet -> {
                            JsonObject index = facet.getJsonObject("index");
                            int start = index.getInt("byteStart");
                            JsonObject feature = facet.getJsonArray("features").getJsonObject(0);
                            String value =
                                    feature.entrySet().stream()
                                            .filter(e -> !e.getKey().equals("$type"))
                                            .map(e -> feature.getString(e.getKey()))
                                            .findFirst()
                                            .orElseThrow();
                            return new String(
                                            bytes,
                                            start,
                                            index.getInt("byteEnd") - start,
                                            StandardCharsets.UTF_8)
                                    + " -> "
                                    + value;
                        })
                .toList();
    }
}
