package org.countersign.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;

/**
 * The keys from outside the database, one a line: {@code number base64}. The first one seals and
 * signs, the others still open and verify what they made. A line without a number is key 1, which
 * is how a file with one key looks; empty lines and lines that begin with # say nothing.
 */
public final class SecretKeyFile {

    private static final int BYTES = 32;
    private static final int NUMBER_MAX = 255;

    /**
     * @param number 1 to 255; the first byte of what was sealed with it
     */
    public record Key(int number, byte[] root) {

        public Key {
            root = root.clone();
        }

        @Override
        public byte[] root() {
            return root.clone();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "key " + number;
        }
    }

    private SecretKeyFile() {}

    /**
     * @return the keys, the current one first
     * @throws IllegalStateException when the file does not hold keys of 32 bytes, each under a
     *     number of its own
     */
    public static List<Key> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the secret key file cannot be read", e);
        }
        var keys = new ArrayList<Key>();
        var numbers = new HashSet<Integer>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                Key key = key(line.strip().split("\\s+"));
                if (!numbers.add(key.number())) {
                    throw new IllegalStateException("the secret key file names " + key + " twice");
                }
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("the secret key file holds no key");
        }
        return List.copyOf(keys);
    }

    private static Key key(String[] parts) {
        String number = parts.length == 1 ? "1" : parts[0];
        byte[] root = decoded(parts[parts.length - 1]);
        if (parts.length > 2 || !number.matches("[1-9][0-9]{0,2}") || root.length != BYTES) {
            throw new IllegalStateException(
                    "a line of the secret key file is a number from 1 to "
                            + NUMBER_MAX
                            + " and 32 bytes in base64");
        }
        if (Integer.parseInt(number) > NUMBER_MAX) {
            throw new IllegalStateException("key numbers of the secret key file end at 255");
        }
        return new Key(Integer.parseInt(number), root);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
