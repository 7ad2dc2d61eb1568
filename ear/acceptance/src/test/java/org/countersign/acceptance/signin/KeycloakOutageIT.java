package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Keycloak;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Keycloak hangs, or is gone and comes back: who is in goes on reading, nobody new gets in, nothing
 * that needs a fresh confirmation is done, and nothing has to be mended by hand.
 */
@Order(Integer.MAX_VALUE - 20)
class KeycloakOutageIT {

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final Duration BACK_WITHIN = Duration.ofMinutes(4);
    private static final long SIXTEEN_MINUTES = 16 * 60L;

    /** Of the server's 200 threads; see Realms. */
    private static final int MAY_WAIT = 40;

    private static final int STORM = 70;

    private static final Duration STORM_LASTS = Duration.ofSeconds(24);

    /** Whoever waits for a Keycloak that hangs waits for three seconds. */
    private static final Duration WAITED = Duration.ofMillis(2900);

    /** Far from a hung thread, and generous to a busy machine; the measured wait is printed. */
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(15);

    private static RealmSigner harbour;

    private record Wait(long from, long to) {

        boolean beganDuring(Wait other) {
            return from >= other.from() && from < other.to();
        }
    }

    private final Tab tab = new Tab();

    @BeforeAll
    static void learnKeys() throws Exception {
        harbour = RealmSigner.of("harbour");
    }

    private static Tab.Answer stranger(String language) {
        return new Tab().get(Tab.harbour("/desk.xhtml"), "Accept-Language", language);
    }

    private static void noticed() {
        Waiting.until(
                "a stranger is told",
                NOTICED_WITHIN,
                () -> stranger("en").status(),
                status -> status == 503);
    }

    private static void back() {
        Waiting.until(
                "Keycloak answers", BACK_WITHIN, KeycloakOutageIT::answers, answers -> answers);
        Waiting.until(
                "a stranger may sign in",
                BACK_WITHIN,
                () -> stranger("en").status(),
                status -> status == 303);
    }

    private static boolean answers() {
        try {
            return new Tab().get(Tab.keycloak("/realms/harbour")).status() == 200;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    private static Tab.Answer api(String token) {
        return new Tab()
                .get(Tab.harbour(BearerTokenIT.RESOURCE), "Authorization", "Bearer " + token);
    }

    private static String unknownKey() throws Exception {
        var forger = harbour.forger();
        return forger.signed(
                forger.headerWith(Map.of("kid", UUID.randomUUID().toString())),
                harbour.access("mara"));
    }

    @Test
    void whileItHangsReadingGoesOnAndNobodyNewGetsIn() throws Exception {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        String known = harbour.signed(harbour.access("mara"));
        String unknown = unknownKey();
        Keycloak.whileItHangs(
                () -> {
                    assertThat(tab.get(Tab.harbour("/desk.xhtml")).status()).isEqualTo(200);
                    noticed();
                    assertRefusedInBothLanguages();
                    assertThat(tab.get(Tab.harbour("/content/posts.xhtml")).status())
                            .isEqualTo(200);
                    assertTokensWithKnownKeysCount(known, unknown);
                });
        back();
    }

    private static void assertRefusedInBothLanguages() {
        var german = stranger("de");
        assertThat(german.status()).isEqualTo(503);
        assertThat(german.body()).contains("Anmelden ist gerade nicht möglich");
        assertThat(german.header("Retry-After")).isNotEmpty();
        assertThat(german.header("Cache-Control")).contains("no-store");
        assertThat(german.setCookies()).noneMatch(cookie -> cookie.startsWith("session="));
        assertThat(stranger("en").body()).contains("Signing in is not possible right now");
    }

    private static void assertTokensWithKnownKeysCount(String known, String unknown) {
        assertThat(api(known).status()).isEqualTo(200);
        // keys that were fetched right before the outage still say that this one is none
        Waiting.until(
                "a key cannot be had",
                NOTICED_WITHIN.plus(BETWEEN_FETCHES),
                () -> api(unknown).status(),
                status -> status == 503);
        var answer = api(unknown);
        assertThat(answer.json().getString("code")).isEqualTo("sign_in_unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(api(known).status()).isEqualTo(200);
    }

    @Test
    void stormOfStrangersHoldsFewRequestsAndNobodyWhoIsIn() throws Exception {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        String known = harbour.signed(harbour.access("mara"));
        assertThat(api(known).status()).isEqualTo(200);
        var threads = Executors.newFixedThreadPool(STORM);
        try {
            Keycloak.whileItHangs(() -> storm(threads, known));
        } finally {
            threads.shutdownNow();
            back();
        }
    }

    /** Everybody asks again and again until they were made to wait, or it has lasted long. */
    private void storm(ExecutorService threads, String known)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + STORM_LASTS.toNanos();
        List<Future<Optional<Wait>>> storm = new ArrayList<>();
        for (int i = 0; i < STORM; i++) {
            storm.add(threads.submit(() -> firstWait(end)));
        }
        Duration longest = Duration.ZERO;
        while (System.nanoTime() < end) {
            Duration page = timed(() -> read("/desk.xhtml"));
            Duration call = timed(() -> assertThat(api(known).status()).isEqualTo(200));
            longest = Collections.max(List.of(longest, page, call));
        }
        List<Wait> waits = new ArrayList<>();
        for (Future<Optional<Wait>> one : storm) {
            one.get().ifPresent(waits::add);
        }
        long most =
                waits.stream()
                        .mapToLong(one -> waits.stream().filter(one::beganDuring).count())
                        .max()
                        .orElse(0);
        System.out.printf(
                Locale.ROOT,
                "outage: %d strangers asked all the time, %d were made to wait, %d at most at a time;"
                        + " meanwhile nobody who is in waited longer than %d ms%n",
                STORM,
                waits.size(),
                most,
                longest.toMillis());
        assertThat(most).isBetween(1L, (long) MAY_WAIT);
        assertThat(longest).isLessThan(SERVED_WITHIN);
    }

    private void read(String page) {
        assertThat(tab.get(Tab.harbour(page), "Sec-Fetch-Dest", "empty").status()).isEqualTo(200);
    }

    private static Optional<Wait> firstWait(long end) {
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            stranger("en");
            long now = System.nanoTime();
            if (now - began >= WAITED.toNanos()) {
                return Optional.of(new Wait(began, now));
            }
        }
        return Optional.empty();
    }

    private static Duration timed(Runnable request) {
        long began = System.nanoTime();
        request.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** No outage needed: what counts is when Keycloak confirmed the person last. */
    @Test
    void oldConfirmationReadsAndDoesNotDecide() throws Exception {
        var line = ApiLine.halden();
        String submission =
                line.submit(
                        line.write(
                                line.campaign("Old confirmation"),
                                "Old confirmation",
                                "Decided on by nobody yet",
                                Instant.now().plus(Duration.ofDays(2))));
        String path = "/api/v1/submissions/" + submission;
        JsonObject seen = line.approver().get(path).expect(200).json();
        String token =
                harbour.signed(
                        harbour.access(line.decider())
                                .add("iat", RealmSigner.now() - SIXTEEN_MINUTES));
        var old = Map.of("Authorization", "Bearer " + token);
        Api nobody = Api.nobody("harbour.localhost");

        nobody.get(path, old).expect(200);
        var refused = nobody.post(path + "/decisions", approval(seen), old).expect(403);

        assertThat(refused.code()).isEqualTo("general.refused.sign_in_again");
        assertThat(line.approver().get(path).expect(200).json().getJsonArray("decisions"))
                .isEmpty();
    }

    private static JsonObject approval(JsonObject seen) {
        JsonArrayBuilder digests = Json.createArrayBuilder();
        seen.getJsonObject("revision")
                .getJsonArray("variants")
                .getValuesAs(JsonObject.class)
                .forEach(variant -> digests.add(variant.getString("digest")));
        return Json.createObjectBuilder().add("kind", "APPROVE").add("digests", digests).build();
    }

    @Test
    void afterItDiedEverythingHealsByItself() throws Exception {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        String known = harbour.signed(harbour.access("mara"));
        String unknown = unknownKey();
        var underWay = new Tab();
        URI answer = underWay.answerOfKeycloak(underWay.get(Tab.harbour("/desk.xhtml")), "tomasz");

        Keycloak.dies();

        // a code that nobody can be asked about is no sign-in
        var unfinished = underWay.get(answer);
        assertThat(unfinished.status()).isEqualTo(503);
        assertThat(underWay.cookie(unfinished.uri(), "session")).isEmpty();
        assertThat(tab.get(Tab.harbour("/desk.xhtml")).status()).isEqualTo(200);
        assertThat(api(known).status()).isEqualTo(200);
        assertThat(api(unknown).status()).isIn(401, 503);
        // what was heard of it in the last seconds still counts, and it may be back in as many
        assertThat(stranger("en").status()).isIn(303, 503);

        back();
        var arrived = new Tab();
        assertThat(arrived.follow(arrived.signIn(Tab.harbour("/desk.xhtml"), "mara")).status())
                .isEqualTo(200);
        assertThat(tab.get(Tab.harbour("/desk.xhtml")).status()).isEqualTo(200);
        assertThat(api(known).status()).isEqualTo(200);
        assertThat(api(Tab.tokens("harbour", "mara").getString("access_token")).status())
                .isEqualTo(200);
    }
}
