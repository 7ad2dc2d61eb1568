package org.countersign.platform;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets at rest (AES-256-GCM) and signatures of links (HMAC-SHA-256), each with a key of its own
 * derived from a key of the operator's file. A stored secret is {@code key number, nonce(12),
 * ciphertext}. The file's first key seals and signs; the others open and verify, so that a key can
 * be replaced while what it sealed is still there.
 */
@ApplicationScoped
public class Secrets {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, Derived> keys = new LinkedHashMap<>();
    private int current;

    @Inject Settings settings;

    private record Derived(SecretKeySpec encryption, byte[] signing) {}

    @PostConstruct
    void derive() {
        keys.clear();
        for (SecretKeyFile.Key key : settings.secretKeys()) {
            byte[] root = key.root();
            keys.put(
                    key.number(),
                    new Derived(
                            new SecretKeySpec(hmac(root, "countersign/encrypt/1"), "AES"),
                            hmac(root, "countersign/sign/1")));
            Arrays.fill(root, (byte) 0);
        }
        current = keys.keySet().iterator().next();
    }

    /** Number of the key that seals now: the first byte of all that {@link #seal} answers. */
    public int currentKey() {
        return current;
    }

    /**
     * @param owner what the secret belongs to (a channel's id): the stored bytes open with the same
     *     words only, so a row copied onto another is useless
     */
    public byte[] seal(String secret, String owner) {
        try {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(current), nonce, owner);
            byte[] sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put((byte) current)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws IllegalStateException when the bytes were not sealed for this owner with one of our
     *     keys
     */
    public String open(byte[] stored, String owner) {
        try {
            if (stored.length < 1 + NONCE) {
                throw new IllegalStateException("a secret that is cut short");
            }
            Derived key = keys.get(stored[0] & 0xFF);
            if (key == null) {
                throw new IllegalStateException(
                        "a secret sealed with key "
                                + (stored[0] & 0xFF)
                                + ", which the secret key file does not hold");
            }
            byte[] nonce = Arrays.copyOfRange(stored, 1, 1 + NONCE);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, owner);
            byte[] open = cipher.doFinal(stored, 1 + NONCE, stored.length - 1 - NONCE);
            return new String(open, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret that does not open", e);
        }
    }

    /** Signature of a text that we hand out and get back. */
    public byte[] sign(String text) {
        return hmac(keys.get(current).signing(), text);
    }

    /**
     * Whether one of our keys signed it: links that were handed out before a rotation hold as long
     * as the old key stays in the file. Compares in constant time.
     */
    public boolean signed(String text, byte[] signature) {
        boolean found = false;
        for (Derived key : keys.values()) {
            found |= MessageDigest.isEqual(hmac(key.signing(), text), signature);
        }
        return found;
    }

    private static Cipher cipher(int mode, Derived key, byte[] nonce, String owner)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.encryption(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
