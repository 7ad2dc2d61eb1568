package org.countersign.acceptance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One browser for the journeys of one class. */
final class Chromium implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Optional<Path> program = ChromiumFinder.find();
        var options = new BrowserType.LaunchOptions().setHeadless(true);
        Map<String, String> environment =
                program.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
        program.ifPresent(options::setExecutablePath);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        try {
            browser = playwright.chromium().launch(options);
        } catch (PlaywrightException e) {
            playwright.close();
            throw new IllegalStateException(ChromiumFinder.advice(), e);
        }
    }

    Visitor visitor(Look look) {
        return new Visitor(browser, look);
    }

    /** Somebody who is signed in at an agency. */
    Visitor visitor(String agency, String username, Look look) {
        return visitor(look).signIn(agency, username);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
