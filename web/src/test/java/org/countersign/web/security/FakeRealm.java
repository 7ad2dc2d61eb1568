package org.countersign.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.tenancy.AgencyHost;

/** A realm with real keys, real signatures and a discovery document, served on loopback. */
final class FakeRealm implements AutoCloseable {

    private static final int RSA_BITS = 2048;

    private final HttpServer server;
    private final String issuer;
    private final List<JWK> published = new ArrayList<>();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean down;
    private volatile boolean hanging;

    final RSAKey rsa = rsaKey("r1");
    final ECKey ec = ecKey("e1");

    FakeRealm(String name) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/" + name;
        publish(rsa, ec);
        serve("/realms/" + name + "/.well-known/openid-configuration", this::discovery);
        serve(
                "/realms/" + name + "/certs",
                () -> {
                    keyFetches.incrementAndGet();
                    synchronized (published) {
                        return new JWKSet(published).toString(true);
                    }
                });
        server.start();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Body {
        String get();
    }

    private void serve(String path, Body body) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        if (hanging) {
                            awaitEnd();
                            return;
                        }
                        if (down) {
                            exchange.sendResponseHeaders(500, -1);
                            return;
                        }
                        var bytes = body.get().getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
    }

    private String discovery() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/certs","end_session_endpoint":"%1$s/logout",
                 "response_types_supported":["code"],"subject_types_supported":["public"],
                 "id_token_signing_alg_values_supported":["RS256"],
                 "authorization_response_iss_parameter_supported":true}
                """
                .formatted(issuer);
    }

    void publish(JWK... keys) {
        synchronized (published) {
            published.clear();
            for (JWK key : keys) {
                published.add(key.toPublicJWK());
            }
        }
    }

    void goDown() {
        down = true;
    }

    void comeBack() {
        down = false;
    }

    /** From now on it takes requests and answers none of them. */
    void hang() {
        hanging = true;
    }

    int keyFetches() {
        return keyFetches.get();
    }

    AgencyHost agency(String id) {
        return new AgencyHost(id, id + ".localhost", issuer, false);
    }

    String issuer() {
        return issuer;
    }

    RealmKeys keys(Duration betweenFetches) {
        try {
            return RealmKeys.at(
                    issuer, new URL(issuer + "/certs"), new Turnstile(4), betweenFetches);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Claims of a good access token, to be bent by the test. */
    JWTClaimsSet.Builder access(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("person-1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("typ", "Bearer")
                .claim("azp", "countersign-cli")
                .claim("sid", "session-1")
                .claim("acr", "1")
                .claim("name", "Mara Lindqvist")
                .claim("email", "mara@harbour.test")
                .claim("organization", List.of("halden-roast"))
                .claim("realm_access", Map.of("roles", List.of("account_manager", "system", "x")));
    }

    JWTClaimsSet.Builder id(Instant now, String nonce) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("person-1")
                .audience("countersign")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", nonce)
                .claim("typ", "ID")
                .claim("azp", "countersign")
                .claim("sid", "session-1")
                .claim("acr", "1")
                .claim("name", "Mara Lindqvist")
                .claim("email", "mara@harbour.test");
    }

    JWTClaimsSet.Builder logout(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("person-1")
                .audience("countersign")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)))
                .jwtID("logout-1")
                .claim("typ", "Logout")
                .claim("sid", "session-1")
                .claim(
                        "events",
                        Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, rsa, JWSAlgorithm.RS256);
    }

    String signed(JWTClaimsSet.Builder claims, JWK key, JWSAlgorithm algorithm) {
        return signed(claims, key, algorithm, JOSEObjectType.JWT);
    }

    String signed(
            JWTClaimsSet.Builder claims, JWK key, JWSAlgorithm algorithm, JOSEObjectType type) {
        try {
            JWSSigner signer =
                    key instanceof RSAKey pair
                            ? new RSASSASigner(pair)
                            : new ECDSASigner(key.toECKey());
            return serialized(claims, key.getKeyID(), algorithm, type, signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classic: the public key used as if it were a shared secret. */
    String signedWithPublicKeyAsSecret(JWTClaimsSet.Builder claims) {
        try {
            var secret = rsa.toRSAPublicKey().getEncoded();
            return serialized(
                    claims,
                    rsa.getKeyID(),
                    JWSAlgorithm.HS256,
                    JOSEObjectType.JWT,
                    new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    private static String serialized(
            JWTClaimsSet.Builder claims,
            String keyId,
            JWSAlgorithm algorithm,
            JOSEObjectType type,
            JWSSigner signer)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).type(type).keyID(keyId).build();
        var token = new SignedJWT(header, claims.build());
        token.sign(signer);
        return token.serialize();
    }

    static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(RSA_BITS).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey ecKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
