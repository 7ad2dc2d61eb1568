package org.countersign.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules at the top of messages.properties. */
class MessagesTest {

    private static final Path BUNDLE = Path.of("src/main/resources/org/countersign/web");
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final List<Path> JAVA =
            List.of(Path.of("src/main/java"), Path.of("../ejb/src/main/java"));
    private static final Path MIGRATIONS = Path.of("../ejb/src/main/resources/db/migration");

    /** Looked up by Faces or Bean Validation themselves. */
    private static final String FOREIGN = "jakarta.faces.";

    private static final Pattern IN_PAGE = Pattern.compile("msg\\['([^']+)'\\]");
    private static final Pattern LITERAL =
            Pattern.compile("[\"']([a-z_0-9]+(?:\\.[a-z_0-9]+)*\\.?)[\"']");
    private static final Pattern KEY = Pattern.compile("[a-z][a-z_0-9]*(\\.[a-z_0-9]+)+");

    private final Properties english = read("messages.properties");
    private final Properties german = read("messages_de.properties");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(german.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        assertThat(read("messages_en.properties")).isEmpty();
    }

    @Test
    void keysFollowTheirRule() {
        assertThat(english.stringPropertyNames())
                .allMatch(key -> key.startsWith(FOREIGN) || KEY.matcher(key).matches());
    }

    @Test
    void everyKeyOfAPageHasAText() {
        Set<String> used =
                files(PAGES, ".xhtml")
                        .flatMap(page -> matches(IN_PAGE, page))
                        .collect(Collectors.toSet());

        assertThat(english.stringPropertyNames()).containsAll(used);
    }

    @Test
    void everyRefusalHasAText() {
        Set<String> refusals =
                Stream.concat(
                                JAVA.stream().flatMap(root -> files(root, ".java")),
                                files(MIGRATIONS, ".sql"))
                        .flatMap(source -> matches(LITERAL, source))
                        .filter(literal -> literal.contains(".refused."))
                        .filter(literal -> KEY.matcher(literal).matches())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(refusals).isNotEmpty();
        assertThat(english.stringPropertyNames()).containsAll(refusals);
    }

    @Test
    void everyUniqueNameThatIsTakenHasAText() {
        Pattern unique = Pattern.compile("constraint (\\w+_uk) unique");

        Set<String> taken =
                files(MIGRATIONS, ".sql")
                        .flatMap(source -> matches(unique, source))
                        .map(name -> "constraint." + name)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(english.stringPropertyNames()).containsAll(taken);
    }

    @Test
    void noKeyIsUnused() {
        Set<String> literals =
                Stream.of(
                                files(PAGES, ".xhtml"),
                                JAVA.stream().flatMap(root -> files(root, ".java")),
                                files(MIGRATIONS, ".sql"))
                        .flatMap(sources -> sources)
                        .flatMap(source -> matches(LITERAL, source))
                        .collect(Collectors.toSet());
        List<String> families = literals.stream().filter(literal -> literal.endsWith(".")).toList();

        List<String> unused =
                english.stringPropertyNames().stream()
                        .filter(key -> !key.startsWith(FOREIGN))
                        .filter(key -> !literals.contains(key))
                        .filter(key -> families.stream().noneMatch(key::startsWith))
                        .sorted()
                        .toList();

        assertThat(unused).isEmpty();
    }

    @Test
    void bothLanguagesTakeTheSameArguments() {
        assertThat(english.stringPropertyNames())
                .allSatisfy(
                        key ->
                                assertThat(arguments(german.getProperty(key)))
                                        .as(key)
                                        .isEqualTo(arguments(english.getProperty(key))));
    }

    private static int arguments(String text) {
        return new MessageFormat(text).getFormatsByArgumentIndex().length;
    }

    private static Properties read(String name) {
        var read = new Properties();
        try (var reader = Files.newBufferedReader(BUNDLE.resolve(name))) {
            read.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static Stream<Path> files(Path root, String ending) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> matches(Pattern pattern, Path file) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            return matcher.results().map(found -> found.group(1)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
