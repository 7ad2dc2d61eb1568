package org.countersign.acceptance.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.acceptance.signin.RealmSigner.without;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tokens that are wrong in one thing only, made with the realm's real key: each attack starts from
 * a token that opens the API, which {@link #whatIsBentHereOpensTheApiUnbent} shows.
 */
class TokenAttacksIT {

    private static final int MADE_UP_KEYS = 5;

    private static RealmSigner harbour;
    private static RealmSigner lumen;
    private static RealmSigner forger;

    private interface Token {
        String made() throws GeneralSecurityException;
    }

    @BeforeAll
    static void learnKeys() throws Exception {
        harbour = RealmSigner.of("harbour");
        lumen = RealmSigner.of("lumen");
        forger = harbour.forger();
    }

    private static Tab.Answer ask(String... headers) {
        return new Tab().get(Tab.harbour(BearerTokenIT.RESOURCE), headers);
    }

    private static Tab.Answer ask(String token) {
        return ask("Authorization", "Bearer " + token);
    }

    private static void refused(Tab.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"harbour\"");
        assertThat(answer.json().getString("code")).isEqualTo(code);
        assertThat(answer.setCookies()).isEmpty();
    }

    @Test
    void whatIsBentHereOpensTheApiUnbent() throws Exception {
        assertThat(ask(harbour.signed(harbour.access("mara"))).status()).isEqualTo(200);
        assertThat(
                        new Tab()
                                .get(
                                        Tab.lumen(BearerTokenIT.RESOURCE),
                                        "Authorization",
                                        "Bearer " + lumen.signed(lumen.access("dario")))
                                .status())
                .isEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> tokenThatIsWrongInOneThingIsRefused() {
        long now = RealmSigner.now();
        var attacks = new LinkedHashMap<String, Token>();
        // another realm, another client
        attacks.put("another realm's", () -> lumen.signed(lumen.access("dario")));
        attacks.put(
                "another realm's that names this one",
                () -> lumen.signed(lumen.access("dario").add("iss", harbour.issuer())));
        attacks.put(
                "another realm's that names this one and its key",
                () -> lumen.signed(harbour.header(), harbour.access("mara")));
        attacks.put(
                "this realm's key over another issuer",
                () -> harbour.signed(harbour.access("mara").add("iss", lumen.issuer())));
        attacks.put(
                "an issuer that ends like ours",
                () -> harbour.signed(harbour.access("mara").add("iss", harbour.issuer() + "/")));
        attacks.put("no issuer", () -> harbour.signed(without(harbour.access("mara"), "iss")));
        for (String client : List.of("admin-cli", "account-console", "Countersign", "")) {
            attacks.put(
                    "made for client '" + client + "'",
                    () -> harbour.signed(harbour.access("mara").add("azp", client)));
        }
        attacks.put(
                "a person's that was made for a program",
                () ->
                        harbour.signed(
                                harbour.access("mara").add("azp", "service-" + UUID.randomUUID())));
        attacks.put("for no client", () -> harbour.signed(without(harbour.access("mara"), "azp")));
        attacks.put("of nobody", () -> harbour.signed(without(harbour.access("mara"), "sub")));
        // times
        attacks.put("expired", () -> harbour.signed(harbour.access("mara").add("exp", now - 40)));
        attacks.put(
                "issued and expired long ago",
                () -> harbour.signed(harbour.access("mara").add("iat", 1).add("exp", 301)));
        attacks.put(
                "that never ends", () -> harbour.signed(without(harbour.access("mara"), "exp")));
        attacks.put(
                "not valid yet",
                () -> harbour.signed(harbour.access("mara").add("nbf", RealmSigner.now() + 60)));
        attacks.put(
                "from the future",
                () -> harbour.signed(harbour.access("mara").add("iat", RealmSigner.now() + 60)));
        attacks.put(
                "with a text for a time",
                () -> harbour.signed(harbour.access("mara").add("exp", "never")));
        // kinds
        for (String kind : List.of("ID", "Refresh", "Offline", "Logout", "bearer", "")) {
            attacks.put(
                    "of kind '" + kind + "'",
                    () -> harbour.signed(harbour.access("mara").add("typ", kind)));
        }
        attacks.put("of no kind", () -> harbour.signed(without(harbour.access("mara"), "typ")));
        // algorithms
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            attacks.put("alg=" + none, () -> unsigned(none) + ".");
            attacks.put(
                    "alg=" + none + " with a signature",
                    () ->
                            harbour.signed(
                                    harbour.header().add("alg", none), harbour.access("mara")));
        }
        attacks.put("no signature", () -> unsigned("RS256") + ".");
        attacks.put("two parts only", () -> unsigned("RS256"));
        attacks.put("HS256 with the public key", () -> shared(harbour.publicKey().getEncoded()));
        attacks.put("HS256 with the public key as PEM", () -> shared(pem().getBytes(UTF_8)));
        attacks.put(
                "HS256 with the public key as it is published",
                () -> shared(harbour.jwk().toString().getBytes(UTF_8)));
        attacks.put(
                "RS512 of the same key",
                () ->
                        harbour.signed(
                                harbour.header().add("alg", "RS512"),
                                harbour.access("mara"),
                                "SHA512withRSA"));
        attacks.put(
                "an algorithm that nobody knows",
                () -> harbour.signed(harbour.header().add("alg", "XS1"), harbour.access("mara")));
        attacks.put("another's key", () -> forger.signed(harbour.access("mara")));
        attacks.put("an extension that must be understood", TokenAttacksIT::critical);
        return attacks.entrySet().stream()
                .map(
                        attack ->
                                DynamicTest.dynamicTest(
                                        attack.getKey(),
                                        () ->
                                                refused(
                                                        ask(attack.getValue().made()),
                                                        "invalid_token")));
    }

    private static String unsigned(String algorithm) {
        return RealmSigner.content(harbour.header().add("alg", algorithm), harbour.access("mara"));
    }

    private static String shared(byte[] secret) throws GeneralSecurityException {
        return harbour.signedWithSecret(secret, harbour.access("mara"));
    }

    private static String pem() throws GeneralSecurityException {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(harbour.publicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String critical() throws GeneralSecurityException {
        return harbour.signed(
                harbour.header().add("crit", Json.createArrayBuilder().add("x")).add("x", 1),
                harbour.access("mara"));
    }

    /** Whoever may say where the key is may say which key it is. */
    @Test
    void keyThatTheTokenBringsIsNeitherFetchedNorBelieved() throws Exception {
        var fetched = new AtomicInteger();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        fetched.incrementAndGet();
                        byte[] keys =
                                Json.createObjectBuilder()
                                        .add("keys", Json.createArrayBuilder().add(forger.jwk()))
                                        .build()
                                        .toString()
                                        .getBytes(UTF_8);
                        exchange.sendResponseHeaders(200, keys.length);
                        exchange.getResponseBody().write(keys);
                    }
                });
        server.start();
        try {
            String own = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
            for (var header :
                    List.of(
                            Map.of("jku", own),
                            Map.of("x5u", own),
                            Map.of("kid", own),
                            Map.of("jku", own, "kid", "theirs"),
                            Map.of("kid", "../../../../dev/null"),
                            Map.of("kid", "x' union select 'secret"),
                            Map.of("kid", ""))) {
                refused(
                        ask(forger.signed(forger.headerWith(header), harbour.access("mara"))),
                        "invalid_token");
            }
            refused(
                    ask(
                            forger.signed(
                                    forger.header().add("jwk", forger.jwk()),
                                    harbour.access("mara"))),
                    "invalid_token");
            assertThat(fetched).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void madeUpKeysShutNobodyOut() throws Exception {
        for (int i = 0; i < MADE_UP_KEYS; i++) {
            var header = forger.headerWith(Map.of("kid", UUID.randomUUID().toString()));
            refused(ask(forger.signed(header, harbour.access("mara"))), "invalid_token");
        }

        assertThat(ask(harbour.signed(harbour.access("mara"))).status()).isEqualTo(200);
    }

    @Test
    void realIdAndRefreshTokensAreNotForTheApi() {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", "admin-cli");
        form.put("scope", "openid");
        form.put("username", "mara");
        form.put("password", "demo-mara-2026");
        var granted = Tab.tokens("harbour", form);

        refused(ask(granted.getString("refresh_token")), "invalid_token");
        refused(ask(granted.getString("id_token")), "invalid_token");
        refused(ask(Tab.tokens("harbour", "mara").getString("id_token")), "invalid_token");
    }

    // ---- the way a token travels ----

    @Test
    void tokenCountsInTheHeaderOnly() throws Exception {
        String token = harbour.signed(harbour.access("mara"));
        var tab = new Tab();
        tab.plant(Tab.harbour("/"), "access_token", token);
        tab.plant(Tab.harbour("/"), "Authorization", "Bearer " + token);

        refused(
                tab.get(Tab.harbour(BearerTokenIT.RESOURCE + "?access_token=" + token)),
                "token_missing");
        refused(
                tab.send(
                        "POST", Tab.harbour(BearerTokenIT.RESOURCE), Map.of("access_token", token)),
                "token_missing");
        refused(ask("X-Authorization", "Bearer " + token), "token_missing");
        refused(ask("Proxy-Authorization", "Bearer " + token), "token_missing");
        refused(ask("Authorization", "Basic " + token), "invalid_token");
        refused(ask("Authorization", token), "invalid_token");
    }

    @Test
    void twoTokensAreNone() throws Exception {
        String good = "Authorization: Bearer " + harbour.signed(harbour.access("mara"));
        String bad = "Authorization: Bearer x";

        assertThat(status("harbour.localhost", good)).isEqualTo(200);
        assertThat(status("harbour.localhost", good, bad)).isEqualTo(401);
        assertThat(status("harbour.localhost", bad, good)).isEqualTo(401);
        assertThat(status("harbour.localhost", good, good)).isEqualTo(401);
        assertThat(status("harbour.localhost", good + ", Bearer x")).isEqualTo(401);
    }

    private static int status(String host, String... headers) throws IOException {
        return RawRequest.to(Tab.machine("/"))
                .line("GET " + BearerTokenIT.RESOURCE + " HTTP/1.1")
                .line("Host: " + host)
                .lines(headers)
                .status();
    }

    // ---- logout tokens ----

    private static Tab.Answer logout(String token) {
        return new Tab()
                .send(
                        "POST",
                        Tab.machine("/backchannel-logout/harbour"),
                        Map.of("logout_token", token));
    }

    private static long ended(String session) throws Exception {
        return Database.superuser(
                s -> s.number("select count(*) from revocation where ref = ?", session));
    }

    @Test
    void genuineLogoutTokenCountsOnce() throws Exception {
        String session = UUID.randomUUID().toString();
        String token = harbour.signed(harbour.logout(session));

        assertThat(logout(token).status()).isEqualTo(200);
        assertThat(ended(session)).isEqualTo(1);
        assertThat(logout(token).status()).isEqualTo(400);
    }

    @TestFactory
    Stream<DynamicTest> logoutTokenThatIsWrongInOneThingEndsNothing() {
        String session = UUID.randomUUID().toString();
        long now = RealmSigner.now();
        var attacks = new LinkedHashMap<String, Token>();
        attacks.put("another's key", () -> forger.signed(harbour.logout(session)));
        attacks.put("another realm's key", () -> lumen.signed(harbour.logout(session)));
        attacks.put("another realm's", () -> lumen.signed(lumen.logout(session)));
        attacks.put(
                "another realm's issuer",
                () -> harbour.signed(harbour.logout(session).add("iss", lumen.issuer())));
        attacks.put(
                "another client's",
                () -> harbour.signed(harbour.logout(session).add("aud", "countersign-cli")));
        attacks.put(
                "an old one", () -> harbour.signed(harbour.logout(session).add("iat", now - 160)));
        attacks.put("expired", () -> harbour.signed(harbour.logout(session).add("exp", now - 40)));
        attacks.put(
                "a nonce in it", () -> harbour.signed(harbour.logout(session).add("nonce", "n")));
        attacks.put("no event", () -> harbour.signed(without(harbour.logout(session), "events")));
        attacks.put("no id", () -> harbour.signed(without(harbour.logout(session), "jti")));
        attacks.put(
                "an access token's kind",
                () -> harbour.signed(harbour.logout(session).add("typ", "Bearer")));
        attacks.put(
                "unsigned",
                () ->
                        RealmSigner.content(
                                        harbour.header().add("alg", "none"),
                                        harbour.logout(session))
                                + ".");
        attacks.put(
                "the public key as a secret",
                () ->
                        harbour.signedWithSecret(
                                harbour.publicKey().getEncoded(), harbour.logout(session)));
        return attacks.entrySet().stream()
                .map(
                        attack ->
                                DynamicTest.dynamicTest(
                                        attack.getKey(),
                                        () -> {
                                            assertThat(logout(attack.getValue().made()).status())
                                                    .isEqualTo(400);
                                            assertThat(ended(session)).isZero();
                                        }));
    }
}
