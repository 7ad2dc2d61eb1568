package org.countersign.server;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Random passwords and keys, made when first asked for and kept with the data. They leave this
 * process only through a child's environment.
 */
final class Secrets {

    private static final int PASSWORD_BYTES = 24;
    private static final int KEY_BYTES = 32;

    private final DataDirectory data;
    private final Path file;
    private final Map<String, String> known = new TreeMap<>();
    private final SecureRandom random = new SecureRandom();

    Secrets(DataDirectory data) throws IOException {
        this.data = data;
        this.file = data.file("secrets.properties");
        if (Files.exists(file)) {
            var properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            properties.forEach((name, value) -> known.put((String) name, (String) value));
        }
    }

    Path file() {
        return file;
    }

    /** A password of letters, digits, minus and underscore. */
    String password(String name) {
        return kept(name, this::randomText);
    }

    /** A private key of the curve secp256k1, in hexadecimal. */
    String curveKey(String name) {
        return kept(
                name,
                () -> {
                    byte[] bytes = randomBytes();
                    bytes[0] &= 0x7f; // stays below the order of the curve
                    return HexFormat.of().formatHex(bytes);
                });
    }

    /** The key that encrypts channel credentials and signs media links, in a file of its own. */
    Path applicationKey() throws IOException {
        Path key = data.file("secret.key");
        if (Files.notExists(key)) {
            data.writePrivately(key, Base64.getEncoder().encodeToString(randomBytes()) + "\n");
        }
        return key;
    }

    private synchronized String kept(String name, java.util.function.Supplier<String> fresh) {
        String value = known.get(name);
        if (value != null) {
            return value;
        }
        String made = fresh.get();
        known.put(name, made);
        String content =
                known.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n", "", "\n"));
        try {
            data.writePrivately(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    private String randomText() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
