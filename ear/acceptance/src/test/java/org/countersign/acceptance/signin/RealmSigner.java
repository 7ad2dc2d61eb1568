package org.countersign.acceptance.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.acceptance.product.Database;

/**
 * Signs what a realm would, with the realm's own private key out of Keycloak's database: so a test
 * can bend one claim of a token and know that nothing else was wrong with it.
 */
final class RealmSigner {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int RSA_BITS = 2048;

    private final String realm;
    private final JsonObject jwk;
    private final PrivateKey key;

    private RealmSigner(String realm, JsonObject jwk, PrivateKey key) {
        this.realm = realm;
        this.jwk = jwk;
        this.key = key;
    }

    static RealmSigner of(String realm) throws SQLException, GeneralSecurityException {
        JsonObject jwk =
                new Tab()
                                .get(
                                        Tab.keycloak(
                                                "/realms/"
                                                        + realm
                                                        + "/protocol/openid-connect/certs"))
                                .json()
                                .getJsonArray("keys")
                                .getValuesAs(JsonObject.class)
                                .stream()
                                .filter(k -> "RS256".equals(k.getString("alg", "")))
                                .findFirst()
                                .orElseThrow();
        String stored =
                Database.keycloak(
                        s ->
                                s.text(
                                        """
                                        select cc.value from component_config cc
                                          join component c on c.id = cc.component_id
                                          join realm r on r.id = c.realm_id
                                         where r.name = ? and c.provider_id = 'rsa-generated'
                                           and cc.name = 'privateKey'""",
                                        realm));
        var key =
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(
                                        wrapped(Base64.getMimeDecoder().decode(stored))));
        return new RealmSigner(realm, jwk, key);
    }

    /** Keycloak keeps the bare key (PKCS #1); Java wants it to name its algorithm (PKCS #8). */
    private static byte[] wrapped(byte[] bare) {
        byte[] algorithm = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
        return der(0x30, join(algorithm, der(0x04, bare)));
    }

    private static byte[] der(int tag, byte[] content) {
        byte[] length = {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return join(join(new byte[] {(byte) tag}, length), content);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Somebody with a key of their own who says that it is the realm's. */
    RealmSigner forger() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        var pair = generator.generateKeyPair();
        var own = (RSAPublicKey) pair.getPublic();
        JsonObject published =
                Json.createObjectBuilder(jwk)
                        .add("n", BASE64.encodeToString(unsigned(own.getModulus())))
                        .add("e", BASE64.encodeToString(unsigned(own.getPublicExponent())))
                        .build();
        return new RealmSigner(realm, published, pair.getPrivate());
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    String issuer() {
        return Tab.keycloak("/realms/" + realm).toString();
    }

    JsonObject jwk() {
        return jwk;
    }

    PublicKey publicKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(
                        new RSAPublicKeySpec(
                                new BigInteger(
                                        1, Base64.getUrlDecoder().decode(jwk.getString("n"))),
                                new BigInteger(
                                        1, Base64.getUrlDecoder().decode(jwk.getString("e")))));
    }

    // ---- claims, to be bent ----

    /** What a real access token of that person says, as if it had been made now. */
    JsonObjectBuilder access(String username) {
        JsonObject real = claims(Tab.tokens(realm, username).getString("access_token"));
        long now = now();
        return Json.createObjectBuilder(real)
                .add("iat", now)
                .add("exp", now + 240)
                .add("jti", UUID.randomUUID().toString());
    }

    JsonObjectBuilder logout(String sessionId) {
        long now = now();
        return Json.createObjectBuilder()
                .add("iss", issuer())
                .add("aud", "countersign")
                .add("sub", "nobody")
                .add("sid", sessionId)
                .add("typ", "Logout")
                .add("jti", UUID.randomUUID().toString())
                .add("iat", now)
                .add("exp", now + 120)
                .add(
                        "events",
                        Json.createObjectBuilder()
                                .add(
                                        "http://schemas.openid.net/event/backchannel-logout",
                                        Json.createObjectBuilder()));
    }

    static JsonObject claims(String token) {
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        try (var reader = Json.createReader(new StringReader(payload))) {
            return reader.readObject();
        }
    }

    static long now() {
        return Instant.now().getEpochSecond();
    }

    // ---- signing ----

    JsonObjectBuilder header() {
        return Json.createObjectBuilder()
                .add("alg", "RS256")
                .add("typ", "JWT")
                .add("kid", jwk.getString("kid"));
    }

    String signed(JsonObjectBuilder claims) throws GeneralSecurityException {
        return signed(header(), claims);
    }

    /** RS256 whatever the header says. */
    String signed(JsonObjectBuilder header, JsonObjectBuilder claims)
            throws GeneralSecurityException {
        return signed(header, claims, "SHA256withRSA");
    }

    String signed(JsonObjectBuilder header, JsonObjectBuilder claims, String algorithm)
            throws GeneralSecurityException {
        String content = content(header, claims);
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(content.getBytes(UTF_8));
        return content + "." + BASE64.encodeToString(signature.sign());
    }

    /** The classic: something public used as if it were a shared secret. */
    String signedWithSecret(byte[] secret, JsonObjectBuilder claims)
            throws GeneralSecurityException {
        String content = content(header().add("alg", "HS256"), claims);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    }

    static String content(JsonObjectBuilder header, JsonObjectBuilder claims) {
        return encoded(header) + "." + encoded(claims);
    }

    private static String encoded(JsonObjectBuilder json) {
        return BASE64.encodeToString(json.build().toString().getBytes(UTF_8));
    }

    /** The same claims without some of them. */
    static JsonObjectBuilder without(JsonObjectBuilder claims, String... names) {
        var rest = Json.createObjectBuilder(claims.build());
        for (String name : names) {
            rest.remove(name);
        }
        return rest;
    }

    /** The same header with more in it. */
    JsonObjectBuilder headerWith(Map<String, String> more) {
        var header = header();
        more.forEach(header::add);
        return header;
    }
}
