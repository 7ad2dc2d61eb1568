package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.countersign.acceptance.product.ApiLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes wrong while people work, and what they lose by it: nothing. */
class InterruptionsBrowserIT {

    private static final String FIELD = "Text for @halden.test";
    private static final int STEPS_MAX = 80;

    private static Chromium chromium;
    private static ApiLine line;

    @BeforeAll
    static void browser() {
        chromium = new Chromium();
        line = ApiLine.halden();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @Test
    void aSessionThatEndsWhileTypingLosesNoWord() {
        JsonObject post = draft("Typing", "Before the session ended.");
        String typed = "Typed while the session ended, and worth keeping.";
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/content/post.xhtml?id=" + post.getString("id"));
            mara.page().getByLabel(FIELD).fill(typed);
            mara.context().clearCookies();
            mara.id("post:save").click();
            mara.page().waitForLoadState();
            var again =
                    mara.page()
                            .locator("main")
                            .getByRole(com.microsoft.playwright.options.AriaRole.LINK);
            mara.page()
                    .waitForCondition(
                            () ->
                                    !mara.page().url().contains("/content/post.xhtml")
                                            || again.count() > 0);
            mara.signInIfAsked();
            mara.open("/content/post.xhtml?id=" + post.getString("id"));
            assertThat(mara.id("draft-restored")).isVisible();
            assertThat(mara.page().getByLabel(FIELD)).hasValue(typed);
            mara.check("draft-restored");
            mara.id("post:save").click();
            assertThat(mara.says("Saved")).isVisible();
        }
    }

    @Test
    void aStaleFormSaysSoAndKeepsTheText() {
        JsonObject post = draft("Two at once", "First words.");
        String mine = "My words, a moment too late.";
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/content/post.xhtml?id=" + post.getString("id"));
            mara.page().getByLabel(FIELD).fill(mine);
            line.staff()
                    .post(
                            "/api/v1/posts/" + post.getString("id") + "/revisions",
                            line.body(
                                    post.getString("campaignId"),
                                    "Two at once",
                                    "Somebody else was faster.",
                                    Instant.now().plus(2, ChronoUnit.DAYS)),
                            java.util.Map.of("If-Match", ApiLine.version(post)))
                    .expect(201);
            mara.id("post:save").click();
            assertThat(mara.says("Somebody changed this since you opened it")).isVisible();
            assertThat(mara.page().getByLabel(FIELD)).hasValue(mine);
            mara.check("stale-form");
        }
    }

    @Test
    void markupInATextIsShownAsText() {
        String text = "<img src=x onerror=\"document.title='owned'\"> <b>bold</b> #{viewer.name}";
        JsonObject post = draft("Markup", text);
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/content/post.xhtml?id=" + post.getString("id"));
            assertThat(mara.page().getByLabel(FIELD)).hasValue(text);
            assertThat(mara.id("post:previews")).containsText("<b>bold</b> #{viewer.name}");
            assertThat(mara.page().title()).doesNotContain("owned");
            mara.check("markup");
        }
    }

    @Test
    void aTextOverTheLimitIsRefusedWithItsNumber() {
        JsonObject post = draft("Too long", "Short.");
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/content/post.xhtml?id=" + post.getString("id"));
            mara.page().getByLabel(FIELD).fill("x".repeat(301));
            mara.id("post:save").click();
            mara.check("over-limit");
            assertThat(mara.page().locator("[role=alert], .msg.bad, .err").first())
                    .containsText("300");
            assertThat(mara.page().getByLabel(FIELD)).hasValue("x".repeat(301));
        }
    }

    @Test
    void aFileThatIsNoPictureIsRefused() {
        JsonObject post = draft("Fake picture", "With a fake.");
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/content/post.xhtml?id=" + post.getString("id"));
            mara.id("post:upload")
                    .setInputFiles(
                            new com.microsoft.playwright.options.FilePayload(
                                    "fake.png",
                                    "image/png",
                                    "<html><script>alert(1)</script>"
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(mara.page().locator("[role=alert], .msg.bad, .err").first()).isVisible();
            assertThat(mara.page().locator(".med")).hasCount(0);
            mara.check("fake-picture");
        }
    }

    @Test
    void theReviewIsDecidedByKeyboardAlone() {
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        JsonObject post = draft("By keyboard", "Decided without a mouse.");
        String submission = line.submit(post);
        try (var ruth = chromium.visitor("harbour", "ruth", Look.DESKTOP)) {
            ruth.open("/approval/review.xhtml?id=" + submission);
            tabTo(ruth.page(), "approve");
            ruth.page().keyboard().press("Enter");
            ruth.page().waitForFunction("document.activeElement.id === 'review:confirm'");
            ruth.page().keyboard().press("Enter");
            assertThat(ruth.says("Approved, and sealed")).isVisible();
        }
    }

    @Test
    void theFirstStopOfTheKeyboardSkipsToTheContent() {
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/content/posts.xhtml");
            mara.page().keyboard().press("Tab");
            assertThat(mara.page().locator("a.skip")).isFocused();
            mara.page().keyboard().press("Enter");
            assertThat(mara.page().locator("main")).isFocused();
        }
    }

    @Test
    void signingOutEndsTheSession() {
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/desk.xhtml");
            mara.page().locator("nav.rail details.person summary").click();
            mara.page().locator("nav.rail form[action$='/sign-out'] button").click();
            mara.page().waitForURL(url -> url.contains("/signed-out"));
            mara.check("signed-out");
            mara.page()
                    .navigate(
                            org.countersign.acceptance.product.Product.running().agency("harbour")
                                    + "/desk.xhtml");
            assertThat(mara.page().url()).contains("/realms/harbour/");
        }
    }

    private static JsonObject draft(String title, String text) {
        return line.write(
                line.campaign("Interruptions"),
                title,
                text,
                Instant.now().plus(2, ChronoUnit.DAYS));
    }

    private static void tabTo(Page page, String id) {
        for (int i = 0; i < STEPS_MAX; i++) {
            page.keyboard().press("Tab");
            if (id.equals(page.evaluate("document.activeElement.id"))) {
                return;
            }
        }
        throw new AssertionError(id + " is not reached by " + STEPS_MAX + " Tabs");
    }
}
