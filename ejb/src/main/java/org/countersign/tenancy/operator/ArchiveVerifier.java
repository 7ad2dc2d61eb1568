package org.countersign.tenancy.operator;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.Ed25519;

/**
 * Checks an agency's archive by itself: needs the file and the agency's public key, nothing else.
 */
public final class ArchiveVerifier {

    private ArchiveVerifier() {}

    /**
     * @param publicKey 32 bytes, from the agency's records or an erasure certificate
     * @return what is wrong, in words; nothing when the archive is as it was made
     */
    public static List<String> check(Path archive, byte[] publicKey) {
        List<String> wrong = new ArrayList<>();
        try (var zip = new ZipFile(archive.toFile(), StandardCharsets.UTF_8)) {
            byte[] manifest = bytes(zip, ArchiveWriter.MANIFEST);
            String jws =
                    new String(bytes(zip, ArchiveWriter.SIGNED), StandardCharsets.US_ASCII).strip();
            // what nobody signed is not read any further
            if (!Ed25519.signed(jws, publicKey)) {
                return List.of("the manifest is not signed by this key");
            }
            if (!java.util.Arrays.equals(Ed25519.payload(jws), manifest)) {
                return List.of("the manifest is not the one that was signed");
            }
            Set<String> named = new HashSet<>();
            var sums = new StringBuilder();
            for (JsonObject file : files(manifest)) {
                String path = file.getString("path");
                named.add(path);
                sums.append(file.getString("sha256")).append("  ").append(path).append('\n');
                byte[] content = bytes(zip, path);
                String sha256 = HexFormat.of().formatHex(CanonicalJson.sha256(content));
                if (!sha256.equals(file.getString("sha256"))
                        || !file.getString("bytes").equals(Integer.toString(content.length))) {
                    wrong.add(path + " differs from the manifest");
                }
            }
            named.addAll(Set.of(ArchiveWriter.MANIFEST, ArchiveWriter.SIGNED, ArchiveWriter.SUMS));
            if (!sums.toString()
                    .equals(new String(bytes(zip, ArchiveWriter.SUMS), StandardCharsets.UTF_8))) {
                wrong.add("the list of sums differs from the manifest");
            }
            strangers(zip, named).forEach(path -> wrong.add(path + " is not in the manifest"));
        } catch (IOException | JsonException | IllegalArgumentException damaged) {
            wrong.add("the archive is damaged: " + damaged.getMessage());
        }
        return wrong;
    }

    private static List<JsonObject> files(byte[] manifest) {
        try (var reader = Json.createReader(new ByteArrayInputStream(manifest))) {
            return reader.readObject().getJsonArray("files").getValuesAs(JsonObject.class);
        }
    }

    private static Set<String> strangers(ZipFile zip, Set<String> named) {
        Set<String> strangers = new TreeSet<>();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            String path = entries.nextElement().getName();
            if (!named.contains(path)) {
                strangers.add(path);
            }
        }
        return strangers;
    }

    private static byte[] bytes(ZipFile zip, String path) throws IOException {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw new IOException(path + " is missing");
        }
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
