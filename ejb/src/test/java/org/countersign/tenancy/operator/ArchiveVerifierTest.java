package org.countersign.tenancy.operator;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.countersign.platform.Ed25519;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveVerifierTest {

    private static final Ed25519.Pair KEY = Ed25519.generate();

    @TempDir Path folder;
    private Path archive;

    @BeforeEach
    void write() throws IOException {
        archive = folder.resolve("agency.zip");
        try (var out = Files.newOutputStream(archive);
                var writer = new ArchiveWriter(out, "harbour", "Harbour & Pine")) {
            writer.lines(
                    "keycloak/users.jsonl",
                    List.of(Json.createObjectBuilder().add("username", "ruth").build()));
            writer.begin("tables/post.jsonl");
            writer.line("{\"title\":\"One\"}");
            writer.line("{\"title\":\"Two\"}");
            writer.end();
            writer.file("assets/a/b.png", new byte[] {1, 2, 3});
            writer.finish(text -> Ed25519.jws(text, ArchiveWriter.TYPE, KEY));
        }
    }

    @Test
    void anArchiveAsItWasMadeIsRight() {
        assertThat(check()).isEmpty();
    }

    @Test
    void theManifestCountsRows() throws IOException {
        try (var zip = new ZipFile(archive.toFile());
                var in = zip.getInputStream(zip.getEntry("manifest.json"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"path\":\"tables/post.jsonl\",\"rows\":\"2\"");
        }
    }

    @Test
    void anyFlippedByteIsFound() throws IOException {
        byte[] good = Files.readAllBytes(archive);
        int directory = directoryOf(good);
        var random = new Random(42);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            int place = random.nextInt(directory);
            bad[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(archive, bad);
            if (check().isEmpty()) {
                // only words about the files, never the files: times and flags of local headers
                assertThat(contents(archive)).as("byte " + place).isEqualTo(contents(good));
            }
        }
    }

    @Test
    void anythingChangedTakenOrAddedIsFound() throws IOException {
        assertThat(changed("tables/post.jsonl", "{}\n"))
                .containsExactly("tables/post.jsonl differs from the manifest");
        assertThat(changed("tables/post.jsonl", null))
                .containsExactly("the archive is damaged: tables/post.jsonl is missing");
        assertThat(changed("tables/more.jsonl", "{}\n"))
                .containsExactly("tables/more.jsonl is not in the manifest");
        assertThat(changed("SHA256SUMS", ""))
                .containsExactly("the list of sums differs from the manifest");
        assertThat(changed("manifest.json", "{\"files\":[]}"))
                .contains("the manifest is not the one that was signed");
    }

    @Test
    void anotherKeyIsNotTheAgencys() {
        assertThat(ArchiveVerifier.check(archive, Ed25519.generate().publicKey()))
                .containsExactly("the manifest is not signed by this key");
    }

    private List<String> check() {
        return ArchiveVerifier.check(archive, KEY.publicKey());
    }

    /** The verdict on a copy in which one file has other content, or is gone. */
    private List<String> changed(String path, String content) throws IOException {
        Path copy = folder.resolve("copy.zip");
        try (var zip = new ZipFile(archive.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                if (!entry.getName().equals(path)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    zip.getInputStream(entry).transferTo(out);
                    out.closeEntry();
                }
            }
            if (content != null) {
                out.putNextEntry(new ZipEntry(path));
                out.write(content.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return ArchiveVerifier.check(copy, KEY.publicKey());
    }

    private List<String> contents(byte[] zip) throws IOException {
        return contents(Files.write(folder.resolve("good.zip"), zip));
    }

    private static List<String> contents(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var all = new java.util.ArrayList<String>();
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                all.add(
                        entry.getName()
                                + new String(
                                        zip.getInputStream(entry).readAllBytes(),
                                        StandardCharsets.ISO_8859_1));
            }
            return all;
        }
    }

    /**
     * Where the central directory begins: after it stand names and offsets that ZIP checks itself.
     */
    private static int directoryOf(byte[] zip) {
        for (int i = 0; i < zip.length - 3; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
        throw new IllegalStateException("no directory");
    }
}
