package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.TestTexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A text stands before the first page after a sign-in, once, and is answered with the keyboard. */
class ConsentsBrowserIT {

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @AfterEach
    void noTextWaits() throws SQLException {
        TestTexts.forget("lumen");
    }

    @Test
    void aChoiceIsAskedOnceAndCanBePutOff() {
        Api.as("lumen", "helen")
                .post("/api/v1/consents", TestTexts.of("MARKETING", "ASK"))
                .expect(201);
        try (var lily = chromium.visitor("lumen", "lily", Look.PHONE)) {
            assertThat(lily.heading()).isEqualTo("Please read");
            lily.check("consent-waits");
            lily.button("Not now").focus();
            lily.page().keyboard().press("Enter");
            assertThat(lily.says("Nothing waits for you")).isVisible();
            lily.link("Go on").click();
            lily.open("/approval/review.xhtml");
            assertThat(lily.heading()).isNotEqualTo("Please read");
        }
        try (var lily = chromium.visitor("lumen", "lily", Look.PHONE)) {
            assertThat(lily.heading()).as("at the next sign-in").isNotEqualTo("Please read");
            lily.open("/settings/my-data.xhtml");
            assertThat(lily.says("Not now")).isVisible();
        }
    }

    @Test
    void goingOnWithoutAnAnswerLeadsOn() {
        Api.as("lumen", "helen")
                .post("/api/v1/consents", TestTexts.of("TERMS", "REQUIRE"))
                .expect(201);
        try (var lily = chromium.visitor("lumen", "lily", Look.PHONE_DARK)) {
            assertThat(lily.heading()).isEqualTo("Please read");
            lily.link("Go on").click();
            assertThat(lily.page().locator("h1")).not().hasText("Please read");
        }
    }
}
