package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages and mails: both languages, every text used, nothing that a strict policy forbids. */
class ThemeTest {

    static final Path THEME = Path.of("src/main/resources/theme/countersign");
    static final Pattern KEY = Pattern.compile("\"(countersign\\w+)\"");
    static final Pattern INLINE =
            Pattern.compile("<style|<script(?![^>]*\\ssrc=)|\\sstyle=|\\son[a-z]+=|javascript:");

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        for (var kind : new String[] {"login", "email"}) {
            assertThat(texts(kind, "de").keySet()).isEqualTo(texts(kind, "en").keySet());
        }
    }

    @Test
    void everyTextIsUsedAndEveryUsedOneIsThere() throws IOException {
        var used = new TreeSet<String>();
        for (var folder : new Path[] {THEME, Path.of("src/main/java")}) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file :
                        files.filter(f -> f.toString().matches(".*\\.(ftl|java)")).toList()) {
                    KEY.matcher(Files.readString(file))
                            .results()
                            .forEach(r -> used.add(r.group(1)));
                }
            }
        }
        Set<String> there = new TreeSet<>();
        for (var kind : new String[] {"login", "email"}) {
            texts(kind, "en").stringPropertyNames().stream()
                    .filter(key -> key.startsWith("countersign"))
                    .forEach(there::add);
        }

        assertThat(used).isEqualTo(there);
    }

    @Test
    void pagesHoldNeitherStyleNorScriptNorForeignAddresses() throws IOException {
        try (Stream<Path> files = Files.walk(THEME.resolve("login"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".ftl")).toList()) {
                var page = Files.readString(file);
                assertThat(INLINE.matcher(page).results().map(r -> r.group()).toList())
                        .as(file.toString())
                        .isEmpty();
                assertThat(page).as(file.toString()).doesNotContain("src=\"http", "href=\"http");
            }
        }
    }

    @Test
    void noPageLeadsToKeycloaksOwnAccountConsole() throws IOException {
        try (Stream<Path> files = Files.walk(THEME)) {
            for (var file : files.filter(f -> f.toString().endsWith(".ftl")).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("accountUrl", "/account");
            }
        }
    }

    @Test
    void mailsHoldNoAddressToOpen() throws IOException {
        for (var kind : new String[] {"html", "text"}) {
            for (var mail : new String[] {"code", "change"}) {
                var template = THEME.resolve("email/" + kind + "/countersign-" + mail + ".ftl");
                assertThat(Files.readString(template)).doesNotContain("href", "http", "link");
            }
        }
    }

    private static Properties texts(String kind, String language) throws IOException {
        var texts = new Properties();
        var file = THEME.resolve(kind + "/messages/messages_" + language + ".properties");
        try (var reader =
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
