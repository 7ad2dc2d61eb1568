package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealmTest {

    static final URI CALLBACK = URI.create("http://harbour.localhost:8080/callback");
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    static FakeRealm served;
    static Realm realm;

    final SignInAttempt attempt =
            SignInAttempt.begin("/desk.xhtml", false, SignInAttempt.Wish.NONE, NOW);

    @BeforeAll
    static void discover() throws Exception {
        served = new FakeRealm("harbour");
        realm = Realm.discover(served.issuer(), null, new Turnstile(4));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private URI answer(String query) {
        return URI.create(CALLBACK + "?" + query);
    }

    private String state() {
        return "state=" + attempt.state();
    }

    private static String iss() {
        return "iss=" + served.issuer();
    }

    @Test
    void signInPageIsAskedForACodeWithChallengeStateAndNonce() {
        String page = realm.signInPage(attempt, CALLBACK).toString();

        assertThat(page)
                .startsWith(served.issuer() + "/auth?")
                .contains("response_type=code")
                .contains("code_challenge_method=S256")
                .contains("state=" + attempt.state())
                .contains("nonce=" + attempt.nonce())
                .doesNotContain(attempt.verifier())
                .doesNotContain("prompt");
    }

    @Test
    void silentAttemptAsksThePersonNothing() {
        var silent = SignInAttempt.begin("/desk.xhtml", true, SignInAttempt.Wish.NONE, NOW);

        assertThat(realm.signInPage(silent, CALLBACK).toString()).contains("prompt=none");
    }

    @Test
    void aStrengthAndACredentialAreAskedForInTheRealmsWords() {
        var stronger =
                SignInAttempt.begin("/", false, SignInAttempt.Wish.of("otp", "passkey", null), NOW);

        assertThat(realm.signInPage(stronger, CALLBACK).toString())
                .contains("acr_values=otp")
                .contains("kc_action=webauthn-register-passwordless");
        assertThat(realm.signInPage(attempt, CALLBACK).toString())
                .doesNotContain("acr_values", "kc_action");
    }

    @Test
    void answerOfTheRealmGivesItsCode() throws Exception {
        var code = realm.code(attempt, answer("code=c1&" + state() + "&" + iss()));

        assertThat(code.getValue()).isEqualTo("c1");
    }

    @Test
    void answerToAnotherAttemptIsRefused() {
        refused(
                "code=c1&state="
                        + SignInAttempt.begin("/", false, SignInAttempt.Wish.NONE, NOW).state()
                        + "&"
                        + iss());
        refused("code=c1&" + iss());
    }

    @Test
    void answerOfAnotherRealmIsRefused() {
        refused("code=c1&" + state() + "&iss=http://evil.example/realms/harbour");
    }

    @Test
    void answerThatDoesNotNameItsRealmIsRefused() {
        refused("code=c1&" + state());
    }

    @Test
    void answerWithoutCodeIsRefused() {
        refused(state() + "&" + iss());
        refused("");
    }

    @Test
    void errorTellsWhetherThePersonIsNeeded() {
        assertThatThrownBy(
                        () ->
                                realm.code(
                                        attempt,
                                        answer("error=login_required&" + state() + "&" + iss())))
                .isInstanceOfSatisfying(
                        Realm.SignInErrorException.class,
                        error -> assertThat(error.needsPerson()).isTrue());
        assertThatThrownBy(
                        () ->
                                realm.code(
                                        attempt,
                                        answer("error=access_denied&" + state() + "&" + iss())))
                .isInstanceOfSatisfying(
                        Realm.SignInErrorException.class,
                        error -> assertThat(error.needsPerson()).isFalse());
    }

    @Test
    void documentOfAnotherIssuerIsNotBelieved() {
        assertThatThrownBy(() -> Realm.discover(served.issuer() + "/", null, new Turnstile(4)))
                .isInstanceOf(RealmUnavailableException.class);
    }

    @Test
    void outageIsKnownAndNotFeltAgainByEveryRequest() {
        var realms = new Realms();
        try (var failing = new FakeRealm("failing")) {
            failing.goDown();

            assertThatThrownBy(() -> realms.reachable(failing.issuer()))
                    .isInstanceOf(RealmUnavailableException.class)
                    .hasCauseInstanceOf(Exception.class);
            assertThatThrownBy(() -> realms.reachable(failing.issuer()))
                    .isInstanceOf(RealmUnavailableException.class)
                    .hasNoCause();
        }
    }

    @Test
    void realmThatIsKnownStaysKnown() throws Exception {
        var realms = new Realms();
        try (var failing = new FakeRealm("failing")) {
            realms.reachable(failing.issuer());
            failing.goDown();

            assertThat(realms.known(failing.issuer())).isNotNull();
        }
    }

    private void refused(String query) {
        assertThatThrownBy(() -> realm.code(attempt, answer(query)))
                .isInstanceOf(TokenRefusedException.class);
    }
}
