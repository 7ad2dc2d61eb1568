package org.countersign.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no page, style sheet or script of ours may hold. */
class PagesTest {

    private static final Path WEBAPP = Path.of("src/main/webapp");

    @Test
    void pagesHoldNoStyleAttributes() {
        assertThat(lines(".xhtml", "(?i)<[^>]*\\sstyle\\s*=|<style[\\s>]")).isEmpty();
    }

    @Test
    void pagesHoldNoScriptOfTheirOwn() {
        assertThat(lines(".xhtml", "(?i)\\son[a-z]+\\s*=\\s*\"|<script[\\s>]|javascript:"))
                .isEmpty();
    }

    @Test
    void nothingIsWrittenUnescaped() {
        assertThat(lines(".xhtml", "escape\\s*=\\s*\"(?!true)")).isEmpty();
        assertThat(
                        lines(
                                ".js",
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b"))
                .isEmpty();
    }

    @Test
    void rawColoursStandInTheTokenSheetOnly() {
        Pattern colour =
                Pattern.compile(
                        "#(?!cs-none)[0-9a-fA-F]{3,8}\\b|\\b(rgba?|hsla?|oklch)\\(|"
                                + ":\\s*(white|black|red|green|blue|gr[ae]y)\\b");

        assertThat(lines(".css", colour, file -> !file.endsWith("tokens.css"))).isEmpty();
    }

    @Test
    void primeFacesIsNamedInItsOwnSheetOnly() {
        Pattern library = Pattern.compile("\\.(ui|fc|vis)-");

        assertThat(lines(".css", library, file -> !file.endsWith("primefaces.css"))).isEmpty();
    }

    @Test
    void styleSheetsNameNoGeneratedId() {
        assertThat(lines(".css", "j_id|\\\\:")).isEmpty();
    }

    @Test
    void pagesNameNoPrimeIcon() {
        assertThat(lines(".xhtml", "\\bpi pi-")).isEmpty();
    }

    private static List<String> lines(String ending, String pattern) {
        return lines(ending, Pattern.compile(pattern), file -> true);
    }

    private static List<String> lines(
            String ending, Pattern pattern, java.util.function.Predicate<Path> files) {
        try (Stream<Path> walk = Files.walk(WEBAPP)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .filter(files)
                    .flatMap(
                            file ->
                                    read(file)
                                            .lines()
                                            .filter(line -> pattern.matcher(line).find())
                                            .map(line -> file + ": " + line.strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
