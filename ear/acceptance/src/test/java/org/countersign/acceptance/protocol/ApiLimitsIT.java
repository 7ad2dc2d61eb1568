package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.Api.Answer;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;

class ApiLimitsIT {

    private static final Pattern POLICY =
            Pattern.compile(
                    "\"[a-z-]+\";q=\\d+(;w=\\d+|;qu=\"[a-z-]+\")(, \"[a-z-]+\";q=\\d+(;w=\\d+|;qu=\"[a-z-]+\"))*");

    private static final Pattern LIMIT = Pattern.compile("\"[a-z-]+\";r=(\\d+);t=(\\d+)");

    private static final String NOTHING = "/api/v1/nothing-here";

    private static final int MORE_THAN_ANY_QUOTA = 400;
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(10);
    private static final Duration HOLDS_WITHIN = Duration.ofSeconds(12);

    private final Api analyst = Api.as("lumen", "ines");
    private final Api colleague = Api.as("lumen", "yuki");
    private final Api elsewhere = Api.as("harbour", "priya");

    @Test
    void everyAnswerSaysWhatIsLeft() {
        Api nobody = Api.nobody("lumen.localhost");
        var nothing = Json.createObjectBuilder().build();

        assertThat(
                        Stream.of(
                                colleague.get("/api/v1/brands").expect(200),
                                colleague.get(NOTHING).expect(404),
                                colleague.post("/api/v1/campaigns", nothing).expect(400),
                                nobody.get("/api/v1").expect(200),
                                nobody.get("/openapi").expect(200),
                                nobody.get("/api/v1/brands").expect(401),
                                nobody.get("/api/v1", Map.of("Authorization", "Bearer x"))
                                        .expect(401)))
                .allSatisfy(
                        answer -> {
                            assertThat(answer.header("RateLimit-Policy")).matches(POLICY);
                            assertThat(answer.header("RateLimit")).matches(LIMIT);
                        });
    }

    @Test
    void whatIsLeftGoesDown() {
        var before = elsewhere.get("/api/v1");
        // side by side, faster than what is used comes back
        long least =
                IntStream.range(0, 300)
                        .parallel()
                        .mapToLong(i -> left(elsewhere.get("/api/v1")))
                        .min()
                        .orElseThrow();

        assertThat(before.header("RateLimit-Policy")).contains("\"caller\";q=", "\"agency\";q=");
        assertThat(least).isLessThan(left(before));
    }

    @Test
    void whoAsksTooMuchIsRefusedForAWhileAndNobodyElseIs() throws Exception {
        quota(20, 60);
        try {
            var refused = askUntilRefused(analyst);

            assertThat(refused.code()).isEqualTo("quota_exceeded");
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.json().getJsonArray("violated-policies").getString(0))
                    .isEqualTo("caller");
            assertThat(refused.header("RateLimit")).startsWith("\"caller\";r=0;t=");
            assertThat(refused.header("RateLimit-Policy"))
                    .startsWith("\"caller\";q=20;w=60, \"agency\";q=60;w=60");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
            colleague.get(NOTHING).expect(404);
            elsewhere.get("/api/v1/brands").expect(200);
            Api.nobody("lumen.localhost").get("/api/v1").expect(200);

            Waiting.until(
                    "the quota comes back",
                    COMES_BACK_WITHIN,
                    () -> analyst.get("/api/v1/brands").status(),
                    status -> status == 200);
        } finally {
            usualQuota();
        }
    }

    @Test
    void agencyThatAsksTooMuchTakesNothingFromAnother() throws Exception {
        quota(30, 40);
        try {
            askUntilRefused(analyst);
            var refused = askUntilRefused(colleague);

            assertThat(refused.json().getJsonArray("violated-policies").getString(0))
                    .isEqualTo("agency");
            assertThat(askUntilRefused(Api.as("lumen", "callum")).header("RateLimit"))
                    .startsWith("\"agency\";r=0");
            for (int i = 0; i < 60; i++) {
                elsewhere.get(NOTHING).expect(404);
            }
        } finally {
            usualQuota();
        }
    }

    /** Gives the agency a quota of its own, and waits until it holds. */
    private void quota(int ofCaller, int ofAgency) throws SQLException {
        Database.superuser(
                s ->
                        s.update(
                                """
                                insert into api_quota (agency_id, caller_per_minute, agency_per_minute)
                                values ('lumen', ?, ?)""",
                                ofCaller,
                                ofAgency));
        awaitPolicy(policy -> policy.contains("\"agency\";q=" + ofAgency + ";"));
    }

    private void usualQuota() throws SQLException {
        Database.superuser(s -> s.update("delete from api_quota where agency_id = 'lumen'"));
        awaitPolicy(policy -> policy.contains("\"agency\";q=24000;"));
    }

    private void awaitPolicy(Predicate<String> holds) {
        Waiting.until(
                "the new quota holds",
                HOLDS_WITHIN,
                () -> analyst.get(NOTHING).header("RateLimit-Policy"),
                holds);
    }

    private static Answer askUntilRefused(Api caller) {
        Answer answer = caller.get(NOTHING);
        for (int i = 0; answer.status() != 429 && i < MORE_THAN_ANY_QUOTA; i++) {
            answer = caller.get(NOTHING);
        }
        return answer.expect(429);
    }

    private static long left(Answer answer) {
        var limit = LIMIT.matcher(answer.header("RateLimit"));
        assertThat(limit.matches()).isTrue();
        return Long.parseLong(limit.group(1));
    }
}
