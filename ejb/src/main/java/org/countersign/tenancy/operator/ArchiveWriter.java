package org.countersign.tenancy.operator;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.countersign.platform.CanonicalJson;

/**
 * A ZIP file that says of itself what is in it: {@code manifest.json} names every file with its
 * size and SHA-256, {@code manifest.jws} is the same text signed, {@code SHA256SUMS} lets anybody
 * check the files with {@code sha256sum -c}.
 */
final class ArchiveWriter implements AutoCloseable {

    static final String TYPE = "countersign-archive+json";
    static final String MANIFEST = "manifest.json";
    static final String SIGNED = "manifest.jws";
    static final String SUMS = "SHA256SUMS";

    private final ZipOutputStream zip;
    private final String slug;
    private final String name;
    private final Map<String, String> digests = new TreeMap<>();
    private final Map<String, Long> sizes = new TreeMap<>();
    private final Map<String, Long> lines = new TreeMap<>();
    private final MessageDigest digest = sha256();
    private DigestOutputStream out;
    private String entry = "";
    private long size;
    private long count;

    ArchiveWriter(OutputStream target, String slug, String name) {
        this.zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
        this.slug = slug;
        this.name = name;
    }

    void begin(String path) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        entry = path;
        size = 0;
        count = 0;
        digest.reset();
        out = new DigestOutputStream(zip, digest);
    }

    void line(String text) {
        try {
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            size += bytes.length;
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() throws IOException {
        zip.closeEntry();
        digests.put(entry, HexFormat.of().formatHex(digest.digest()));
        sizes.put(entry, size);
        lines.put(entry, count);
    }

    void lines(String path, List<JsonObject> objects) throws IOException {
        begin(path);
        objects.forEach(object -> line(object.toString()));
        end();
    }

    void file(String path, byte[] bytes) {
        try {
            begin(path);
            out.write(bytes);
            size = bytes.length;
            end();
            lines.remove(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes manifest, signature and sums.
     *
     * @return the manifest's bytes
     */
    byte[] finish(Function<byte[], String> signer) throws IOException {
        JsonArrayBuilder files = Json.createArrayBuilder();
        digests.forEach(
                (path, sha256) -> {
                    var file =
                            Json.createObjectBuilder()
                                    .add("path", path)
                                    .add("bytes", sizes.get(path).toString())
                                    .add("sha256", sha256);
                    if (lines.containsKey(path)) {
                        file.add("rows", lines.get(path).toString());
                    }
                    files.add(file);
                });
        byte[] manifest =
                CanonicalJson.bytes(
                        Json.createObjectBuilder()
                                .add("agency", slug)
                                .add("name", name)
                                .add("files", files)
                                .build());
        var sums = new StringBuilder();
        digests.forEach(
                (path, sha256) -> sums.append(sha256).append("  ").append(path).append('\n'));
        plain(MANIFEST, manifest);
        plain(SIGNED, (signer.apply(manifest) + "\n").getBytes(StandardCharsets.US_ASCII));
        plain(SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
        zip.finish();
        return manifest;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    static JsonArray ids(Stream<JsonObject> objects) {
        JsonArrayBuilder ids = Json.createArrayBuilder();
        objects.forEach(object -> ids.add(object.getString("id")));
        return ids.build();
    }

    private void plain(String path, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
