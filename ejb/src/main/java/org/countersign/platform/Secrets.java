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
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets at rest (AES-256-GCM) and signatures of links (HMAC-SHA-256), each with a key of its own
 * derived from the operator's key file. A stored secret is {@code 0x01, nonce(12), ciphertext}; the
 * first byte names the key, for a later rotation.
 */
@ApplicationScoped
public class Secrets {

    private static final byte KEY_ONE = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private SecretKeySpec encryption;
    private SecretKeySpec signing;

    @Inject Settings settings;

    @PostConstruct
    void derive() {
        byte[] root = settings.secretKey();
        encryption = new SecretKeySpec(hmac(root, "countersign/encrypt/1"), "AES");
        signing = new SecretKeySpec(hmac(root, "countersign/sign/1"), "HmacSHA256");
        Arrays.fill(root, (byte) 0);
    }

    /**
     * @param owner what the secret belongs to (a channel's id): the stored bytes open with the same
     *     words only, so a row copied onto another is useless
     */
    public byte[] seal(String secret, String owner) {
        try {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, owner);
            byte[] sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(KEY_ONE)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws IllegalStateException when the bytes were not sealed for this owner with our key
     */
    public String open(byte[] stored, String owner) {
        try {
            if (stored.length < 1 + NONCE || stored[0] != KEY_ONE) {
                throw new IllegalStateException("a secret sealed with an unknown key");
            }
            byte[] nonce = Arrays.copyOfRange(stored, 1, 1 + NONCE);
            var cipher = cipher(Cipher.DECRYPT_MODE, nonce, owner);
            byte[] open = cipher.doFinal(stored, 1 + NONCE, stored.length - 1 - NONCE);
            return new String(open, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret that does not open", e);
        }
    }

    /** Signature of a text that we hand out and get back. */
    public byte[] sign(String text) {
        return hmac(signing.getEncoded(), text);
    }

    /** Compares in constant time. */
    public boolean signed(String text, byte[] signature) {
        return MessageDigest.isEqual(sign(text), signature);
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
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
