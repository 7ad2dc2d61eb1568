package org.countersign.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Ed25519 keys and compact JWS over them (RFC 8032, 8037, 7515), by the JDK alone. A key is known
 * by the thumbprint of its public part (RFC 7638).
 */
public final class Ed25519 {

    private static final String ALGORITHM = "Ed25519";
    private static final int RAW = 32;
    private static final int SIGNATURE = 64;
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Ed25519() {}

    /**
     * A key pair.
     *
     * @param publicKey 32 bytes
     * @param privateKey PKCS #8
     */
    public record Pair(byte[] publicKey, byte[] privateKey) {}

    public static Pair generate() {
        try {
            var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new Pair(
                    Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length),
                    pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key's SHA-256 thumbprint as an OKP JWK, 43 characters. */
    public static String thumbprint(byte[] publicKey) {
        String jwk =
                "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\""
                        + TEXT.encodeToString(publicKey)
                        + "\"}";
        return TEXT.encodeToString(CanonicalJson.sha256(jwk.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * @param type the media type of what is signed, without {@code application/}
     * @return header, payload and signature with dots between them
     */
    public static String jws(byte[] payload, String type, Pair key) {
        String header =
                "{\"alg\":\"EdDSA\",\"kid\":\""
                        + thumbprint(key.publicKey())
                        + "\",\"typ\":\""
                        + type
                        + "\"}";
        String signed =
                TEXT.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + TEXT.encodeToString(payload);
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey(key.privateKey()));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + TEXT.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** True when this key signed exactly this text; the header's own words do not count. */
    public static boolean signed(String jws, byte[] publicKey) {
        int end = jws.lastIndexOf('.');
        if (end < 0) {
            return false;
        }
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(publicKey(publicKey));
            signature.update(jws.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            byte[] bytes = Base64.getUrlDecoder().decode(jws.substring(end + 1));
            // the JDK overlooks what stands after the signature
            return jws.substring(end + 1).equals(TEXT.encodeToString(bytes))
                    && bytes.length == SIGNATURE
                    && signature.verify(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    /** What was signed, unchecked. */
    public static byte[] payload(String jws) {
        return Base64.getUrlDecoder().decode(jws.split("\\.")[1]);
    }

    private static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509_HEAD.length, raw.length);
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
