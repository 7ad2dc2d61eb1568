package org.countersign.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaffPagesTest {

    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final List<String> GUARDED =
            List.of(StaffPages.class.getAnnotation(WebFilter.class).urlPatterns());

    @Test
    void everyPageInTheAgencysFrameIsGuarded() throws IOException {
        try (Stream<Path> pages = Files.walk(WEBAPP)) {
            List<String> open =
                    pages.filter(page -> page.toString().endsWith(".xhtml"))
                            .filter(page -> !page.startsWith(WEBAPP.resolve("WEB-INF")))
                            .filter(StaffPagesTest::agencys)
                            .map(page -> "/" + WEBAPP.relativize(page))
                            .filter(page -> GUARDED.stream().noneMatch(p -> covers(p, page)))
                            .toList();

            assertThat(open).isEmpty();
        }
    }

    @Test
    void theClientsPagesAreNot() {
        assertThat(GUARDED).noneMatch(pattern -> covers(pattern, "/approval/review.xhtml"));
        assertThat(GUARDED).noneMatch(pattern -> covers(pattern, "/safety/stop.xhtml"));
    }

    private static boolean agencys(Path page) {
        try {
            return Files.readString(page).contains("template=\"/WEB-INF/templates/app.xhtml\"");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean covers(String pattern, String page) {
        return pattern.endsWith("/*")
                ? page.startsWith(pattern.substring(0, pattern.length() - 1))
                : page.equals(pattern);
    }
}
