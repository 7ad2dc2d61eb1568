package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignInAttemptsTest {

    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    static final String HOST = "harbour.localhost";

    final SignInAttempts attempts = new SignInAttempts(new byte[32], false);

    private Cookie cookie(SignInAttempt attempt) {
        return new Cookie(attempts.cookieName(attempt.state()), attempts.seal(attempt, HOST));
    }

    private static SignInAttempt begun(Instant when) {
        return SignInAttempt.begin("/posts/edit.xhtml?id=7", false, SignInAttempt.Wish.NONE, when);
    }

    @Test
    void attemptComesBackWhole() {
        var attempt = begun(NOW);

        assertThat(attempts.find(attempt.state(), cookies(attempt), HOST, NOW.plusSeconds(60)))
                .contains(attempt);
    }

    @Test
    void whatItIsForComesBackToo() {
        for (var wish :
                new SignInAttempt.Wish[] {
                    SignInAttempt.Wish.of("otp", null, null),
                    SignInAttempt.Wish.of(null, "passkey", null),
                    SignInAttempt.Wish.of(null, null, "0d2f7a55-5dd9-4a4b-9d6c-1d2f3a4b5c6d"),
                    SignInAttempt.Wish.of("passkey", "password", null)
                }) {
            var attempt = SignInAttempt.begin("/", false, wish, NOW);

            assertThat(attempts.find(attempt.state(), cookies(attempt), HOST, NOW))
                    .contains(attempt);
        }
    }

    @Test
    void wordsThatAreNoneOfOursAskForNothing() {
        assertThat(SignInAttempt.Wish.of("gold", "eyes", null)).isEqualTo(SignInAttempt.Wish.NONE);
        for (String odd : new String[] {"", "1", "0D2F", "x:UPDATE_PASSWORD", "0d2f,otp"}) {
            assertThat(SignInAttempt.Wish.of(null, null, odd)).isEqualTo(SignInAttempt.Wish.NONE);
        }
        assertThat(SignInAttempt.Wish.of("", "", null)).isEqualTo(SignInAttempt.Wish.NONE);
        assertThat(SignInAttempt.Wish.of("OTP", "otp passkey", null))
                .isEqualTo(SignInAttempt.Wish.NONE);
    }

    @Test
    void tabsDoNotDisturbEachOther() {
        var one = begun(NOW);
        var other = begun(NOW.plusSeconds(1));

        assertThat(attempts.find(one.state(), cookies(one, other), HOST, NOW)).contains(one);
        assertThat(attempts.find(other.state(), cookies(one, other), HOST, NOW)).contains(other);
    }

    @Test
    void stateOfAnotherBrowserFindsNothing() {
        assertThat(attempts.find(begun(NOW).state(), cookies(begun(NOW)), HOST, NOW)).isEmpty();
        assertThat(attempts.find(begun(NOW).state(), null, HOST, NOW)).isEmpty();
        assertThat(attempts.find(null, cookies(begun(NOW)), HOST, NOW)).isEmpty();
        assertThat(attempts.find("x", cookies(begun(NOW)), HOST, NOW)).isEmpty();
    }

    @Test
    void attemptEnds() {
        var attempt = begun(NOW);
        Instant late = NOW.plus(SignInAttempts.GOOD_FOR);

        assertThat(attempts.find(attempt.state(), cookies(attempt), HOST, late)).isEmpty();
    }

    @Test
    void attemptOfAnotherHostDoesNotOpen() {
        var attempt = begun(NOW);

        assertThat(attempts.find(attempt.state(), cookies(attempt), "lumen.localhost", NOW))
                .isEmpty();
    }

    @Test
    void changedOrForeignSealDoesNotOpen() {
        var attempt = begun(NOW);
        String name = attempts.cookieName(attempt.state());
        var secret = new byte[32];
        secret[0] = 1;
        String foreign = new SignInAttempts(secret, false).seal(attempt, HOST);
        String sealed = attempts.seal(attempt, HOST);
        String changed = (sealed.charAt(0) == 'A' ? 'B' : 'A') + sealed.substring(1);

        Stream.of(foreign, changed, "", "!", "AAAA")
                .forEach(
                        value ->
                                assertThat(
                                                attempts.find(
                                                        attempt.state(),
                                                        new Cookie[] {new Cookie(name, value)},
                                                        HOST,
                                                        NOW))
                                        .isEmpty());
    }

    @Test
    void oldestAttemptsMakeRoom() {
        var many = new ArrayList<SignInAttempt>();
        for (int i = 0; i < 7; i++) {
            many.add(begun(NOW.plusSeconds(i)));
        }
        var cookies = cookies(many.toArray(SignInAttempt[]::new));

        assertThat(attempts.superfluous(cookies, HOST, NOW.plusSeconds(10)))
                .containsExactlyInAnyOrder(
                        attempts.cookieName(many.get(0).state()),
                        attempts.cookieName(many.get(1).state()),
                        attempts.cookieName(many.get(2).state()));
    }

    @Test
    void endedAttemptsGoFirst() {
        var old = begun(NOW.minus(Duration.ofHours(1)));
        var recent = begun(NOW);

        assertThat(attempts.superfluous(cookies(old, recent), HOST, NOW))
                .containsExactly(attempts.cookieName(old.state()));
    }

    @Test
    void longestReturnPathFitsIntoACookie() {
        String longest = "/" + "a".repeat(ReturnPath.LENGTH_MAX - 1);
        var attempt = SignInAttempt.begin(longest, false, SignInAttempt.Wish.NONE, NOW);

        assertThat(attempt.returnTo()).isEqualTo(longest);
        assertThat(attempts.seal(attempt, HOST).length()).isLessThan(2000);
    }

    @Test
    void overHttpsTheCookieIsTiedToItsHost() {
        assertThat(new SignInAttempts(new byte[32], true).cookieName(begun(NOW).state()))
                .startsWith("__Host-");
    }

    private Cookie[] cookies(SignInAttempt... all) {
        return Stream.of(all).map(this::cookie).toArray(Cookie[]::new);
    }
}
