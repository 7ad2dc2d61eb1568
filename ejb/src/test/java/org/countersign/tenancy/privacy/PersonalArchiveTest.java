package org.countersign.tenancy.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalArchiveTest {

    /** Those of the map, and what Keycloak knows. */
    private static final List<String> SECTIONS =
            List.of(
                    "identity",
                    "profile",
                    "roles",
                    "work",
                    "decisions",
                    "mails",
                    "consents",
                    "sessions",
                    "audit");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everySectionIsAFileAndALineOfTheIndex(String language) throws IOException {
        var files = unzipped(PersonalArchive.of(sections(), language, "Ruth", "Harbour", "today"));

        assertThat(files.keySet()).hasSize(SECTIONS.size() + 1).contains("index.txt");
        assertThat(files.get("index.txt")).contains("Ruth", "Harbour", "today");
        SECTIONS.forEach(
                section -> {
                    assertThat(files.get("index.txt")).contains(section + ".json\n    ");
                    assertThat(files.get(section + ".json")).contains("\"answer\": 42");
                });
    }

    @Test
    void bothLanguagesSayTheSame() {
        String bundle = "org.countersign.tenancy.privacy.texts";
        var german =
                ResourceBundle.getBundle(
                        bundle,
                        java.util.Locale.GERMAN,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        var english = ResourceBundle.getBundle(bundle, java.util.Locale.ENGLISH);
        english.keySet()
                .forEach(
                        key ->
                                assertThat(german.getString(key))
                                        .as(key)
                                        .isNotEqualTo(english.getString(key)));
    }

    private static Map<String, JsonObject> sections() {
        var sections = new LinkedHashMap<String, JsonObject>();
        SECTIONS.forEach(
                name -> sections.put(name, Json.createObjectBuilder().add("answer", 42).build()));
        return sections;
    }

    private static Map<String, String> unzipped(byte[] archive) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
