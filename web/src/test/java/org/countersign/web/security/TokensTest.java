package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.platform.Strength;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    /** The library checks ID tokens by the system's clock, so the tests start from it. */
    static final Instant NOW = Clock.systemUTC().instant();

    static final Duration NO_LIMIT = Duration.ofMillis(1);

    static FakeRealm harbour;
    static FakeRealm lumen;
    static Tokens tokens;

    @BeforeAll
    static void startRealms() {
        harbour = new FakeRealm("harbour");
        lumen = new FakeRealm("lumen");
        tokens = at(NOW);
    }

    @AfterAll
    static void stopRealms() {
        harbour.close();
        lumen.close();
    }

    static Tokens at(Instant now) {
        return new Tokens(
                harbour.agency("harbour"),
                harbour.keys(NO_LIMIT),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    static void refused(String token) {
        assertThatThrownBy(() -> tokens.bearer(token)).isInstanceOf(TokenRefusedException.class);
    }

    // ---- access tokens ----

    @Test
    void goodTokenNamesItsHolder() throws Exception {
        var identity = tokens.bearer(harbour.signed(harbour.access(NOW)));

        assertThat(identity.principal().agencyId()).isEqualTo("harbour");
        assertThat(identity.principal().personId()).isEqualTo("person-1");
        assertThat(identity.principal().displayName()).isEqualTo("Mara Lindqvist");
        assertThat(identity.principal().clientAliases()).containsExactly("halden-roast");
        assertThat(identity.principal().sessionId()).isEqualTo("session-1");
        assertThat(identity.principal().authenticatedAt().getEpochSecond())
                .isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void allThreeAllowedAlgorithmsPass() throws Exception {
        tokens.bearer(harbour.signed(harbour.access(NOW), harbour.rsa, JWSAlgorithm.PS256));
        tokens.bearer(harbour.signed(harbour.access(NOW), harbour.ec, JWSAlgorithm.ES256));
    }

    @Test
    void otherAlgorithmOfTheSameKeyIsRefused() {
        refused(harbour.signed(harbour.access(NOW), harbour.rsa, JWSAlgorithm.RS512));
    }

    @Test
    void tokenOfAnotherRealmIsRefused() {
        refused(lumen.signed(lumen.access(NOW)));
    }

    @Test
    void tokenOfAnotherRealmThatNamesThisOneIsRefused() {
        refused(lumen.signed(lumen.access(NOW).issuer(harbour.issuer())));
    }

    @Test
    void ownSignatureOverAnotherIssuerIsRefused() {
        refused(harbour.signed(harbour.access(NOW).issuer(lumen.issuer())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"account-console", "admin-cli", ""})
    void tokenOfAnotherClientIsRefused(String client) {
        refused(harbour.signed(harbour.access(NOW).claim("azp", client)));
    }

    @Test
    void tokenOfNoClientIsRefused() {
        refused(harbour.signed(harbour.access(NOW).claim("azp", null)));
        refused(harbour.signed(harbour.access(NOW).claim("azp", null).audience("countersign")));
        refused(harbour.signed(harbour.access(NOW).claim("azp", List.of("countersign"))));
    }

    @Test
    void expiryIsForgivenForHalfAMinute() throws Exception {
        String token = harbour.signed(harbour.access(NOW));

        at(NOW.plusSeconds(325)).bearer(token);
        assertThatThrownBy(() -> at(NOW.plusSeconds(335)).bearer(token))
                .isInstanceOf(TokenRefusedException.class);
    }

    @Test
    void tokenThatIsNotValidYetIsRefused() throws Exception {
        tokens.bearer(harbour.signed(harbour.access(NOW).notBeforeTime(in(20))));
        refused(harbour.signed(harbour.access(NOW).notBeforeTime(in(60))));
        refused(harbour.signed(harbour.access(NOW.plusSeconds(60))));
    }

    @Test
    void tokenWithoutTimesOrPersonIsRefused() {
        refused(harbour.signed(harbour.access(NOW).expirationTime(null)));
        refused(harbour.signed(harbour.access(NOW).issueTime(null)));
        refused(harbour.signed(harbour.access(NOW).subject(null)));
    }

    @Test
    void unsignedTokenIsRefused() {
        refused(FakeRealm.unsigned(harbour.access(NOW)));
    }

    @Test
    void publicKeyAsSharedSecretIsRefused() {
        refused(harbour.signedWithPublicKeyAsSecret(harbour.access(NOW)));
    }

    @Test
    void idTokenIsNoAccessToken() {
        refused(harbour.signed(harbour.id(NOW, "n")));
        refused(harbour.signed(harbour.id(NOW, "n").claim("azp", "countersign-cli")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Refresh", "Offline", "Logout", "bearer"})
    void otherKindsAreNoAccessTokens(String kind) {
        refused(harbour.signed(harbour.access(NOW).claim("typ", kind)));
    }

    @Test
    void changedTokenIsRefused() {
        String[] parts = harbour.signed(harbour.access(NOW)).split("\\.");
        String richer =
                new PayloadOf(
                                harbour.access(NOW)
                                        .claim(
                                                "realm_access",
                                                Map.of("roles", List.of("operator"))))
                        .encoded();

        refused(parts[0] + "." + richer + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + "." + flipped(parts[2]));
        refused(parts[0] + "." + parts[1] + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "not a token", "eyJhbGciOiJSUzI1NiJ9.e30.x"})
    void malformedTokenIsRefused(String token) {
        refused(token);
    }

    @Test
    void keyFromTheTokenItselfIsNotBelieved() throws Exception {
        var own = FakeRealm.rsaKey("r1");
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("r1")
                        .jwk(own.toPublicJWK())
                        .build();
        var token = new SignedJWT(header, harbour.access(NOW).build());
        token.sign(new RSASSASigner(own));

        refused(token.serialize());
    }

    // ---- the realm's keys ----

    @Test
    void newKeyIsFetchedAndWithdrawnKeyIsGone() throws Exception {
        try (var realm = new FakeRealm("rotating")) {
            var checks = new Tokens(realm.agency("r"), realm.keys(NO_LIMIT), fixed());
            checks.bearer(realm.signed(realm.access(NOW)));
            var next = FakeRealm.rsaKey("r2");
            realm.publish(next);

            checks.bearer(realm.signed(realm.access(NOW), next, JWSAlgorithm.RS256));

            assertThatThrownBy(() -> checks.bearer(realm.signed(realm.access(NOW))))
                    .isInstanceOf(TokenRefusedException.class);
        }
    }

    @Test
    void madeUpKeyNamesDoNotFloodTheRealm() throws Exception {
        try (var realm = new FakeRealm("flooded")) {
            var checks = new Tokens(realm.agency("r"), realm.keys(Duration.ofMinutes(1)), fixed());
            checks.bearer(realm.signed(realm.access(NOW)));

            for (int i = 0; i < 50; i++) {
                var named = new RSAKey.Builder(realm.rsa).keyID("made-up-" + i).build();
                assertThatThrownBy(
                                () ->
                                        checks.bearer(
                                                realm.signed(
                                                        realm.access(NOW),
                                                        named,
                                                        JWSAlgorithm.RS256)))
                        .isInstanceOf(TokenRefusedException.class);
            }

            assertThat(realm.keyFetches()).isLessThanOrEqualTo(2);
            checks.bearer(realm.signed(realm.access(NOW)));
        }
    }

    @Test
    void unreachableRealmRefusesNobodyWhoseKeyIsKnownAndLetsNobodyElseIn() throws Exception {
        try (var realm = new FakeRealm("failing")) {
            var checks = new Tokens(realm.agency("r"), realm.keys(NO_LIMIT), fixed());
            var fresh = new Tokens(realm.agency("r"), realm.keys(NO_LIMIT), fixed());
            String token = realm.signed(realm.access(NOW));
            checks.bearer(token);
            realm.goDown();

            checks.bearer(token);
            assertThatThrownBy(() -> fresh.bearer(token))
                    .isInstanceOf(RealmUnavailableException.class);
        }
    }

    @Test
    void unknownKeyOfAnUnreachableRealmIsNeverCalledBad() throws Exception {
        try (var realm = new FakeRealm("gone")) {
            var checks = new Tokens(realm.agency("r"), realm.keys(Duration.ofMinutes(1)), fixed());
            checks.bearer(realm.signed(realm.access(NOW)));
            realm.goDown();
            var next = FakeRealm.rsaKey("r2");
            String token = realm.signed(realm.access(NOW), next, JWSAlgorithm.RS256);

            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> checks.bearer(token))
                        .isInstanceOf(RealmUnavailableException.class);
            }
            checks.bearer(realm.signed(realm.access(NOW)));
        }
    }

    // ---- signing in ----

    @Test
    void finishedSignInTakesItsStrengthFromTheIdToken() throws Exception {
        var identity = signIn(harbour.id(NOW, "n").claim("acr", "otp"), pageAccess());

        assertThat(identity.principal().acr()).isEqualTo("otp");
        assertThat(identity.principal().authenticatedAt()).isEqualTo(NOW);
    }

    @Test
    void aStrengthThatNobodyKnowsIsNone() throws Exception {
        for (String acr : new String[] {"", "0", "1", "gold", "OTP", "passkey "}) {
            var identity = signIn(harbour.id(NOW, "n").claim("acr", acr), pageAccess());

            assertThat(identity.principal().acr()).as(acr).isEmpty();
            assertThat(identity.principal().strength()).as(acr).isEqualTo(Strength.MAIL);
        }
    }

    @Test
    void wrongOrMissingNonceIsRefused() {
        refusedSignIn(harbour.id(NOW, "another"), pageAccess());
        refusedSignIn(harbour.id(NOW, null), pageAccess());
    }

    @Test
    void idTokenForAnotherClientIsRefused() {
        refusedSignIn(harbour.id(NOW, "n").audience("countersign-cli"), pageAccess());
        refusedSignIn(harbour.id(NOW, "n").audience(List.of("countersign", "other")), pageAccess());
        refusedSignIn(harbour.id(NOW, "n").claim("azp", "other"), pageAccess());
    }

    @Test
    void expiredOrEarlyIdTokenIsRefused() {
        refusedSignIn(harbour.id(NOW.minusSeconds(600), "n"), pageAccess());
        refusedSignIn(harbour.id(NOW.plusSeconds(120), "n"), pageAccess());
    }

    @Test
    void accessTokenIsNoIdToken() {
        refusedSignIn(
                harbour.access(NOW)
                        .audience("countersign")
                        .claim("azp", "countersign")
                        .claim("nonce", "n"),
                pageAccess());
    }

    @Test
    void tokensOfTwoPeopleAreRefused() {
        refusedSignIn(harbour.id(NOW, "n"), pageAccess().subject("person-2"));
    }

    @Test
    void accessTokenOfTheCommandLineFinishesNoSignIn() {
        refusedSignIn(harbour.id(NOW, "n"), harbour.access(NOW));
    }

    // ---- logout tokens ----

    @Test
    void logoutTokenEndsItsSession() throws Exception {
        var ended = tokens.logout(harbour.signed(harbour.logout(NOW)));

        assertThat(ended.sessionId()).isEqualTo(Optional.of("session-1"));
        assertThat(ended.tokenId()).isEqualTo("logout-1");
    }

    @Test
    void typedLogoutTokenIsTakenToo() throws Exception {
        tokens.logout(
                harbour.signed(
                        harbour.logout(NOW),
                        harbour.rsa,
                        JWSAlgorithm.RS256,
                        new JOSEObjectType("logout+jwt")));
    }

    @Test
    void logoutTokenWithoutSessionEndsAllOfThePerson() throws Exception {
        var ended = tokens.logout(harbour.signed(harbour.logout(NOW).claim("sid", null)));

        assertThat(ended.sessionId()).isEmpty();
        assertThat(ended.personId()).isEqualTo("person-1");
        assertThat(ended.at().getEpochSecond()).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void logoutTokenThatEndsNothingIsRefused() {
        refusedLogout(harbour.logout(NOW).claim("sid", null).subject(null));
    }

    @Test
    void logoutTokenMustNameTheEvent() {
        refusedLogout(harbour.logout(NOW).claim("events", null));
        refusedLogout(harbour.logout(NOW).claim("events", Map.of("other", Map.of())));
    }

    @Test
    void logoutTokenWithNonceIsRefused() {
        refusedLogout(harbour.logout(NOW).claim("nonce", "n"));
    }

    @Test
    void logoutTokenForAnotherClientOrFromAnotherRealmIsRefused() {
        refusedLogout(harbour.logout(NOW).audience("other"));
        refusedLogout(harbour.logout(NOW).issuer(lumen.issuer()));
        assertThatThrownBy(() -> tokens.logout(lumen.signed(lumen.logout(NOW))))
                .isInstanceOf(TokenRefusedException.class);
    }

    @Test
    void oldEarlyOrTimelessLogoutTokenIsRefused() {
        refusedLogout(harbour.logout(NOW.minusSeconds(130)).expirationTime(in(100)));
        refusedLogout(harbour.logout(NOW.plusSeconds(60)));
        refusedLogout(harbour.logout(NOW).expirationTime(in(-60)));
        refusedLogout(harbour.logout(NOW).expirationTime(null));
        refusedLogout(harbour.logout(NOW).issueTime(null));
    }

    @Test
    void logoutTokenWithoutIdIsRefused() {
        refusedLogout(harbour.logout(NOW).jwtID(null));
    }

    @Test
    void unsignedOrSharedSecretLogoutTokenIsRefused() {
        assertThatThrownBy(() -> tokens.logout(FakeRealm.unsigned(harbour.logout(NOW))))
                .isInstanceOf(TokenRefusedException.class);
        assertThatThrownBy(
                        () ->
                                tokens.logout(
                                        harbour.signedWithPublicKeyAsSecret(harbour.logout(NOW))))
                .isInstanceOf(TokenRefusedException.class);
    }

    @Test
    void otherTokensOfTheRealmLogNobodyOut() {
        refusedLogout(harbour.id(NOW, "n"));
        refusedLogout(harbour.access(NOW).audience("countersign"));
        refusedLogout(harbour.logout(NOW).claim("typ", "ID"));
    }

    @Test
    void logoutTokenCountsOnce() {
        var seen = new SeenTokens();

        assertThat(seen.first("harbour logout-1", NOW)).isTrue();
        assertThat(seen.first("harbour logout-1", NOW.plusSeconds(100))).isFalse();
        assertThat(seen.first("lumen logout-1", NOW)).isTrue();
        assertThat(seen.first("harbour logout-1", NOW.plus(Duration.ofHours(1)))).isTrue();
    }

    // ---- helpers ----

    private static JWTClaimsSet.Builder pageAccess() {
        return harbour.access(NOW).claim("azp", "countersign");
    }

    private static Identity signIn(JWTClaimsSet.Builder id, JWTClaimsSet.Builder access)
            throws TokenRefusedException, RealmUnavailableException {
        return tokens.signedIn(harbour.signed(id), harbour.signed(access), new Nonce("n"));
    }

    private static void refusedSignIn(JWTClaimsSet.Builder id, JWTClaimsSet.Builder access) {
        assertThatThrownBy(() -> signIn(id, access)).isInstanceOf(TokenRefusedException.class);
    }

    private static void refusedLogout(JWTClaimsSet.Builder claims) {
        assertThatThrownBy(() -> tokens.logout(harbour.signed(claims)))
                .isInstanceOf(TokenRefusedException.class);
    }

    private static Clock fixed() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static Date in(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String flipped(String signature) {
        char first = signature.charAt(0);
        return (first == 'A' ? 'B' : 'A') + signature.substring(1);
    }

    private record PayloadOf(JWTClaimsSet.Builder claims) {

        String encoded() {
            return new Payload(claims.build().toJSONObject()).toBase64URL().toString();
        }
    }
}
