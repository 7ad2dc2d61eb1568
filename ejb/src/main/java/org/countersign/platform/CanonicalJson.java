package org.countersign.platform;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The one form in which content, policies and audit entries become bytes and digests (RFC 8785).
 *
 * <p>Two different structures never give the same bytes: what the standard would round or replace
 * (a number that no double holds exactly, a lone surrogate) is refused instead.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical bytes, UTF-8.
     *
     * @throws IllegalArgumentException for a number or a text that RFC 8785 cannot carry exactly
     */
    public static byte[] bytes(JsonStructure structure) {
        requireExact(structure);
        try {
            return new JsonCanonicalizer(structure.toString()).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of the bytes. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lower-case hexadecimal. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static void requireExact(JsonValue value) {
        switch (value.getValueType()) {
            case OBJECT -> {
                JsonObject object = value.asJsonObject();
                object.forEach(
                        (name, member) -> {
                            requireWellFormed(name);
                            requireExact(member);
                        });
            }
            case ARRAY -> {
                JsonArray array = value.asJsonArray();
                array.forEach(CanonicalJson::requireExact);
            }
            case STRING -> requireWellFormed(((JsonString) value).getString());
            case NUMBER -> requireExactDouble(((JsonNumber) value).bigDecimalValue());
            default -> {
                // true, false and null have one form
            }
        }
    }

    private static void requireExactDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest) || BigDecimal.valueOf(nearest).compareTo(number) != 0) {
            throw new IllegalArgumentException("a number that no double holds: " + number);
        }
    }

    private static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                throw new IllegalArgumentException("a lone surrogate at index " + i);
            }
            i++;
        }
    }
}
