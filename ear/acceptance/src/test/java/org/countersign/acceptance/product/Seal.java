package org.countersign.acceptance.product;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals as the product documents it, written a second time: the format is a promise. */
public final class Seal {

    private final int number;
    private final SecretKeySpec key;

    /**
     * @param file the product's key file; its first key counts
     */
    public Seal(Path file) {
        try {
            String[] parts = Files.readAllLines(file).get(0).strip().split(" ");
            this.number = parts.length == 1 ? 1 : Integer.parseInt(parts[0]);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            Base64.getDecoder().decode(parts[parts.length - 1]), "HmacSHA256"));
            this.key =
                    new SecretKeySpec(
                            mac.doFinal("countersign/encrypt/1".getBytes(StandardCharsets.UTF_8)),
                            "AES");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A secret as the running product would have sealed it: it has to open whatever stands in its
     * database when it starts again.
     *
     * @param owner id of the row that holds it
     */
    public static byte[] of(Object owner) {
        return new Seal(Product.data().resolve("secret.key")).seal("a test", owner.toString());
    }

    public byte[] seal(String secret, String owner) {
        try {
            byte[] nonce = new byte[12];
            new SecureRandom().nextBytes(nonce);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            var sealed = new ByteArrayOutputStream();
            sealed.write(number);
            sealed.writeBytes(nonce);
            sealed.writeBytes(cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
            return sealed.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
