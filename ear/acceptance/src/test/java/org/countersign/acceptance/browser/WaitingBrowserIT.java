package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.TestPeople;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What missed its time waits on its post until somebody says what becomes of it. */
class WaitingBrowserIT {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPersonSaysWhetherItStillGoes(boolean goes) {
        var line = ApiLine.halden();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        var post =
                line.write(
                        line.campaign("Missed"),
                        "It missed its time",
                        "Too late for " + UUID.randomUUID(),
                        Instant.now().plus(2, ChronoUnit.DAYS));
        line.approve(line.submit(post));
        String id = post.getString("id");
        TestPeople.asOwner(
                "harbour",
                s ->
                        s.update(
                                "update publication set state = 'HELD', failure = 'missed' where post_id = ?::uuid",
                                id));
        try (var chromium = new Chromium();
                var mara =
                        chromium.visitor(
                                "harbour", "mara", goes ? Look.DESKTOP : Look.PHONE_DARK)) {
            mara.open("/content/post.xhtml?id=" + id).check("post-missed");
            String handle = line.publicationOf(id).getString("handle");
            mara.button((goes ? "Send it @" : "Take off the list @") + handle).click();
            assertThat(mara.page().locator("dialog[open] [data-first]")).isFocused();
            mara.check("post-missed-asking");
            mara.page().locator("dialog[open] [type=submit]").click();
            assertThat(mara.says(goes ? "back on the list" : "off the list")).isVisible();
            assertThat(mara.page().locator("#waiting")).hasCount(0);
        }
        assertThat(line.publicationOf(id).getString("state"))
                .isEqualTo(goes ? "SCHEDULED" : "CANCELLED");
    }
}
