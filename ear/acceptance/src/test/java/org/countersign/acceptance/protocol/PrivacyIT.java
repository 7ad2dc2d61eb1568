package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestTexts;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person's copy, a person's erasure, the daily run and the texts, as their people use them. */
class PrivacyIT {

    private static final Duration WORKED_WITHIN = Duration.ofSeconds(90);

    private final Api owner = Api.as("lumen", "helen");

    /** Texts last for ever, and would wait for everybody who signs in after this. */
    @AfterEach
    void noTextWaits() throws SQLException {
        TestTexts.forget("lumen");
    }

    @Test
    void aPersonGetsEverythingKeptAboutThem() throws IOException {
        var somebody = TestPeople.staff("lumen", "creator", true);
        String mail = somebody.username() + "@people.test";
        var made = ask(somebody.api(), somebody.id());
        var files = unzipped(somebody.api(), ready(somebody.api(), made));

        assertThat(files.get("index.txt")).contains("Tess Persson").contains("identity.json");
        assertThat(files.get("identity.json")).contains(mail).contains("password");
        assertThat(files.get("profile.json")).contains(mail).contains("keptFor");
        assertThat(files.get("audit.json")).contains("export.asked");
        assertThat(files.keySet()).contains("roles.json", "work.json", "decisions.json");
        assertThat(String.join(" ", files.values())).doesNotContain("helen@lumen.test");
        Mails.linkTo(mail, "ready");
        assertThat(owner.get("/api/v1/exports/" + made).status()).isEqualTo(404);
    }

    @Test
    void theOwnerAsksForSomebodyWhoIsTold() {
        var somebody = TestPeople.staff("lumen", "creator", true);
        String export = ask(owner, somebody.id());
        ready(owner, export);

        Mails.linkTo(somebody.username() + "@people.test", "asked for");
        assertThat(Api.as("lumen", "dario").post("/api/v1/exports", wish(somebody.id())).status())
                .isEqualTo(403);
    }

    @Test
    void whoIsErasedIsNobodyAnywhere() throws SQLException {
        var somebody = TestPeople.staff("lumen", "creator", true);
        String mail = somebody.username() + "@people.test";
        somebody.api().get("/api/v1/posts").expect(200);
        assertThat(owner.post("/api/v1/erasures", order(somebody.id())).expect(409).code())
                .isEqualTo("erasure.refused.role");
        TestPeople.asOwner(
                "lumen",
                s -> s.update("update person set active = false where id = ?", somebody.id()));

        JsonObject erasure =
                owner.post("/api/v1/erasures", order(somebody.id())).expect(201).json();
        assertThat(erasure.getString("name")).startsWith("Erased person ");
        Waiting.until(
                "everything forgets",
                WORKED_WITHIN,
                () -> owner.get("/api/v1/erasures/" + erasure.getString("id")).expect(200).json(),
                json -> json.getBoolean("identityGone") && !json.isNull("doneAt"));

        Waiting.until(
                "nobody anywhere",
                Duration.ofSeconds(10),
                () -> somebody.api().get("/api/v1/posts").status(),
                status -> status == 401 || status == 403);
        assertThat(Mails.to(mail)).anyMatch(m -> m.getString("subject").contains("erased"));
        assertThat(
                        Database.<List<String>>superuser(
                                s ->
                                        s.texts(
                                                """
                                                select 'person ' || id from person where mail = ?
                                                union all select state || ' ' || payload from outbox where strpos(payload, ?) > 0""",
                                                mail,
                                                mail)))
                .isEmpty();
    }

    @Test
    void theDailyRunSaysWhatItDeleted() throws SQLException {
        String id = UUID.randomUUID().toString();
        Database.superuser(
                s -> {
                    s.update(
                            """
                            insert into outbox (agency_id, id, kind, payload, state, created_at)
                            values ('lumen', ?::uuid, 'mail', '{}', 'SENT', db_now() - interval '100 days')""",
                            id);
                    return s.update(
                            "update due set due_at = db_now() where kind = 'retention' and agency_id = 'lumen'");
                });
        Waiting.until(
                "the daily run",
                WORKED_WITHIN,
                () -> count("select count(*) from outbox where id = ?::uuid", id),
                left -> left == 0);
        Waiting.until(
                "its entry",
                WORKED_WITHIN,
                () ->
                        count(
                                """
                                select count(*) from audit_entry where agency_id = 'lumen' and action = ?
                                and (detail::json ->> 'SENT_MAIL')::int > 0""",
                                "retention.applied"),
                entries -> entries > 0);
    }

    @Test
    void periodsStayWithinTheirBounds() {
        assertThat(set(owner, 6).status()).isEqualTo(422);
        set(owner, 45).expect(200);
        assertThat(owner.get("/api/v1/retention").expect(200).body()).contains("\"days\":45");
        assertThat(set(Api.as("lumen", "bram"), 45).status()).isEqualTo(403);
    }

    @Test
    void aTextIsShownAnsweredAndTakenBack() {
        owner.post("/api/v1/consents", TestTexts.of("MARKETING", "REQUIRE")).expect(422);
        owner.post("/api/v1/consents", TestTexts.of("MARKETING", "ASK")).expect(201);
        Api yuki = Api.as("lumen", "yuki");
        JsonObject shown = only(yuki);
        assertThat(shown.getBoolean("waiting")).isTrue();

        String answers = "/api/v1/consents/" + shown.getString("id") + "/answers";
        assertThat(yuki.post(answers, answer("a".repeat(64), "ACCEPTED")).status()).isEqualTo(409);
        yuki.post(answers, answer(shown.getString("sha256"), "ACCEPTED")).expect(201);
        assertThat(only(yuki).getBoolean("waiting")).isFalse();
        yuki.post(answers, answer(shown.getString("sha256"), "WITHDRAWN")).expect(201);
        assertThat(only(yuki).getString("answer")).isEqualTo("WITHDRAWN");

        owner.post("/api/v1/consents", TestTexts.of("MARKETING", "ASK")).expect(201);
        assertThat(only(yuki).getInt("number")).isEqualTo(shown.getInt("number") + 1);
        assertThat(only(yuki).getBoolean("waiting")).isTrue();
    }

    private static JsonObject only(Api somebody) {
        return somebody.get("/api/v1/consents?language=de")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
    }

    private static JsonObject answer(String sha256, String answer) {
        return Json.createObjectBuilder()
                .add("language", "DE")
                .add("sha256", sha256)
                .add("answer", answer)
                .build();
    }

    private static Api.Answer set(Api somebody, int days) {
        var one = Json.createObjectBuilder().add("kind", "SENT_MAIL").add("days", days);
        return somebody.put(
                "/api/v1/retention",
                Json.createObjectBuilder().add("items", Json.createArrayBuilder().add(one)).build(),
                Map.of());
    }

    private static String ask(Api somebody, String person) {
        return somebody.post("/api/v1/exports", wish(person)).expect(201).json().getString("id");
    }

    private static JsonObject wish(String person) {
        return Json.createObjectBuilder().add("person", person).add("language", "EN").build();
    }

    private static JsonObject order(String person) {
        return Json.createObjectBuilder(wish(person)).add("words", true).build();
    }

    private static String ready(Api somebody, String export) {
        Waiting.until(
                "the copy",
                WORKED_WITHIN,
                () -> somebody.get("/api/v1/exports/" + export).expect(200).json(),
                json -> json.getString("state").equals("READY"));
        return export;
    }

    private static Map<String, String> unzipped(Api somebody, String export) throws IOException {
        byte[] archive =
                Base64.getDecoder()
                        .decode(
                                somebody.get("/api/v1/exports/" + export + "/archive")
                                        .expect(200)
                                        .json()
                                        .getString("base64"));
        var files = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static long count(String sql, String value) {
        try {
            return Database.superuser(s -> s.number(sql, value));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
