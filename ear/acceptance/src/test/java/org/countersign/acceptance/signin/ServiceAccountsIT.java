package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs: made by the agency's owner, they do what their scopes say and never what needs a
 * person.
 */
class ServiceAccountsIT {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(10);
    private static final String ACCOUNTS = "/api/v1/service-accounts";

    private final Api owner = Api.as("harbour", "elise");
    private final Api program = Api.nobody("harbour.localhost");

    private static JsonObject wanted(LocalDate lastDay, String... scopes) {
        var list = Json.createArrayBuilder();
        for (String scope : scopes) {
            list.add(scope);
        }
        return Json.createObjectBuilder()
                .add("name", "Program " + UUID.randomUUID())
                .add("scopes", list)
                .add("lastDay", lastDay.toString())
                .build();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private JsonObject made(String... scopes) {
        return owner.post(ACCOUNTS, wanted(today().plusDays(30), scopes)).expect(201).json();
    }

    /** The account as it stands, with a new secret of its own. */
    private JsonObject secret(String id) {
        var seen = owner.get(ACCOUNTS + "/" + id).expect(200);
        return owner.send(
                        "PUT",
                        ACCOUNTS + "/" + id + "/secret",
                        BodyPublishers.noBody(),
                        Map.of("If-Match", seen.header("ETag")))
                .expect(200)
                .json();
    }

    private static Tab.Answer asksForAToken(JsonObject secret) {
        return new Tab()
                .send(
                        "POST",
                        Tab.keycloak("/realms/harbour/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                secret.getString("clientId"),
                                "client_secret",
                                secret.getString("secret")));
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    /** A token that counts; one of the very second in which the secret was made does not. */
    private String token(JsonObject secret) {
        return Waiting.until(
                "a token that counts",
                BEGINS_WITHIN,
                () -> asksForAToken(secret).json().getString("access_token"),
                token -> program.get("/api/v1/people/me", bearer(token)).status() == 200);
    }

    @Test
    void programDoesWhatItsScopesSayAndNoMore() {
        var account = made("posts.read", "campaigns.read");
        var secret = secret(account.getString("id"));

        var may = bearer(token(secret));

        program.get("/api/v1/posts", may).expect(200);
        program.get("/api/v1/campaigns", may).expect(200);
        for (String closed :
                new String[] {"brands", "holds", "rules", "audit", "service-accounts"}) {
            program.get("/api/v1/" + closed, may).expect(403);
        }
        var me = program.get("/api/v1/people/me", may).expect(200).json();
        assertThat(me.getString("side")).isEqualTo("SERVICE");
        assertThat(me.getString("name")).isEqualTo(account.getString("name"));
        var seen = owner.get(ACCOUNTS + "/" + account.getString("id")).expect(200).json();
        assertThat(seen.getString("state")).isEqualTo("ACTIVE");
        assertThat(seen.getString("person")).isEqualTo(me.getString("id"));
        assertThat(seen.isNull("lastUsedAt")).isFalse();
    }

    @Test
    void whatItDoesStandsUnderItsOwnNameInTheAudit() throws Exception {
        var line = ApiLine.halden();
        var account = made("campaigns.write", "campaigns.read", "brands.read");
        var may = bearer(token(secret(account.getString("id"))));

        var body =
                Json.createObjectBuilder()
                        .add("brandId", line.brandId())
                        .add("name", "By a program " + UUID.randomUUID())
                        .add("startsOn", "2026-01-01")
                        .add("endsOn", "2026-02-01")
                        .build();
        String campaign =
                program.post("/api/v1/campaigns", body, may).expect(201).json().getString("id");

        String person =
                owner.get(ACCOUNTS + "/" + account.getString("id")).json().getString("person");
        assertThat(
                        Database.<java.util.List<String>>superuser(
                                s ->
                                        s.texts(
                                                "select actor from audit_entry where subject_id = ? and action = 'campaign.created'",
                                                campaign)))
                .containsExactly(person);
        assertThat(
                        Database.<java.util.List<String>>superuser(
                                s ->
                                        s.texts(
                                                "select action from audit_entry where agency_id = 'harbour' and subject_id = ? order by sequence",
                                                account.getString("id"))))
                .containsExactly("service.created", "service.secret_issued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submissions.decide",
                "holds.lift",
                "rules.write",
                "rules.retire",
                "services.manage",
                "people.self",
                "agency_owner",
                "no.such"
            })
    void whatNeedsAPersonIsNoScope(String scope) {
        var refused = owner.post(ACCOUNTS, wanted(today().plusDays(30), scope)).expect(422);

        assertThat(refused.code()).isEqualTo("service.refused.scope");
    }

    @Test
    void accountLastsAYearAtMost() {
        owner.post(ACCOUNTS, wanted(today().plusYears(1).plusDays(1), "posts.read")).expect(422);
        owner.post(ACCOUNTS, wanted(today().minusDays(1), "posts.read")).expect(422);
        owner.post(ACCOUNTS, wanted(today().plusYears(1).minusDays(1), "posts.read")).expect(201);
    }

    @Test
    void onlyTheOwnerHasAnythingToDoWithThem() {
        var account = made("posts.read");
        for (String who : new String[] {"mara", "amina", "ruth", "leo"}) {
            Api other = Api.as("harbour", who);
            other.get(ACCOUNTS).expect(403);
            other.post(ACCOUNTS, wanted(today().plusDays(3), "posts.read")).expect(403);
            other.send(
                            "PUT",
                            ACCOUNTS + "/" + account.getString("id") + "/secret",
                            BodyPublishers.noBody(),
                            Map.of("If-Match", "\"1\""))
                    .expect(403);
        }
    }

    @Test
    void newSecretEndsTheOldOneAndItsTokens() {
        String id = made("posts.read").getString("id");
        var old = secret(id);
        var before = bearer(token(old));

        var renewed = secret(id);

        Waiting.until(
                "the old token ends",
                ENDS_WITHIN,
                () -> program.get("/api/v1/posts", before).status(),
                status -> status == 401);
        assertThat(asksForAToken(old).status()).isEqualTo(401);
        assertThat(renewed.getString("secret")).isNotEqualTo(old.getString("secret"));
        program.get("/api/v1/posts", bearer(token(renewed))).expect(200);
    }

    @Test
    void revokedAccountIsOverWithinSecondsAndForGood() {
        String id = made("posts.read").getString("id");
        var secret = secret(id);
        var may = bearer(token(secret));
        var seen = owner.get(ACCOUNTS + "/" + id).expect(200);

        owner.send(
                        "DELETE",
                        ACCOUNTS + "/" + id,
                        BodyPublishers.noBody(),
                        Map.of("If-Match", seen.header("ETag")))
                .expect(204);

        Waiting.until(
                "the token ends",
                ENDS_WITHIN,
                () -> program.get("/api/v1/posts", may).status(),
                status -> status == 401);
        assertThat(asksForAToken(secret).status()).isEqualTo(401);
        var gone = owner.get(ACCOUNTS + "/" + id).expect(200);
        assertThat(gone.json().getString("state")).isEqualTo("REVOKED");
        owner.send(
                        "PUT",
                        ACCOUNTS + "/" + id + "/secret",
                        BodyPublishers.noBody(),
                        Map.of("If-Match", gone.header("ETag")))
                .expect(409);
    }

    /** Whatever Keycloak goes on saying: the books have the last word. */
    @Test
    void expiredAccountOpensNothing() throws Exception {
        var account = made("posts.read");
        var may = bearer(token(secret(account.getString("id"))));
        Database.superuser(
                s -> {
                    s.rows("select set_config('session_replication_role', 'replica', true)");
                    return s.update(
                            "update service_account set expires_at = now() where id = ?::uuid",
                            account.getString("id"));
                });

        Waiting.until(
                "the token counts no longer",
                ENDS_WITHIN,
                () -> program.get("/api/v1/posts", may).status(),
                status -> status == 403);
    }

    @Test
    void programDecidesNothingInTheDatabaseEither() throws Exception {
        var account = made("posts.read");
        secret(account.getString("id"));
        String person =
                owner.get(ACCOUNTS + "/" + account.getString("id")).json().getString("person");

        for (String sql :
                new String[] {
                    "insert into hold_lift (hold_id, person_id, side, lifted_at) values (gen_random_uuid(), '', '', now())",
                    """
                    insert into decision (id, submission_id, stage_position, kind, comment, decided_by, decided_at)
                    values (gen_random_uuid(), gen_random_uuid(), 1::smallint, 'APPROVE', '', '', now())""",
                    """
                    insert into mandate (id, client_id, person_id, kind)
                    select gen_random_uuid(), id, bound_person(), 'OWNER' from client limit 1""",
                    """
                    insert into service_account (id, name, scopes, expires_at)
                    values (gen_random_uuid(), 'Its friend', '{posts.read}', now() + interval '1 day')"""
                }) {
            assertThatThrownBy(() -> Database.as("harbour", person, s -> s.update(sql)))
                    .as(sql)
                    .hasMessageContaining(".refused.");
        }
    }

    @Test
    void sameNameTwiceAndAnOldVersionAreRefused() {
        var wanted = wanted(today().plusDays(3), "posts.read");
        var account = owner.post(ACCOUNTS, wanted).expect(201).json();

        owner.post(ACCOUNTS, wanted).expect(409);
        secret(account.getString("id"));
        owner.send(
                        "PUT",
                        ACCOUNTS + "/" + account.getString("id") + "/secret",
                        BodyPublishers.noBody(),
                        Map.of("If-Match", "\"1\""))
                .expect(412);
    }
}
