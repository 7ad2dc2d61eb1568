package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The agency's owner gives a program an account, a new secret, and an end. */
class ProgramsBrowserIT {

    private static final String PAGE = "/settings/programs.xhtml";

    @Test
    void secretIsShownOnceAndTheAccountEnds() {
        String name = "Planner " + UUID.randomUUID().toString().substring(0, 8);
        try (var chromium = new Chromium();
                var elise = chromium.visitor("harbour", "elise", Look.DESKTOP)) {
            elise.open(PAGE);
            elise.id("program:name").fill(name);
            elise.page().getByLabel("See posts").check();
            elise.page().getByLabel("Write, revise and move posts").check();
            elise.button("Add and show its secret").click();

            var secret = elise.page().locator("#secret");
            assertThat(secret).isVisible();
            String first = secret.innerText();
            assertThat(first).hasSizeGreaterThanOrEqualTo(32);
            assertThat(elise.page().locator("#clientId").innerText()).startsWith("service-");
            elise.check("programs-secret");

            elise.open(PAGE);
            assertThat(elise.page().locator("#secret")).hasCount(0);
            assertThat(elise.page().content()).doesNotContain(first);
            elise.check("programs-some");

            elise.button("New secret for " + name).click();
            assertThat(secret).isVisible();
            assertThat(secret.innerText()).isNotEqualTo(first);

            elise.button("End the account of " + name).click();
            elise.page().locator("dialog[open] button[type=submit]").click();
            assertThat(elise.says("The account has ended.")).isVisible();
            assertThat(elise.button("New secret for " + name)).hasCount(0);
        }
    }

    @Test
    void phoneShowsItToo() {
        try (var chromium = new Chromium();
                var elise = chromium.visitor("harbour", "elise", Look.PHONE_DARK)) {
            elise.open(PAGE);
            elise.id("program:name").fill("Phone " + UUID.randomUUID().toString().substring(0, 8));
            elise.page().getByLabel("See posts").check();
            elise.button("Add and show its secret").click();
            assertThat(elise.page().locator("#secret")).isVisible();
            elise.check("programs-secret");
        }
    }
}
