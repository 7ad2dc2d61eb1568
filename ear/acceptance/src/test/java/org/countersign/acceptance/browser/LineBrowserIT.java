package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole line as its people walk it: from the Desk to the live post and its chain. */
class LineBrowserIT {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");
    private static final String ALT = "A white cup of coffee seen from above";
    private static final Duration LIVE = Duration.ofSeconds(30);

    private static Chromium chromium;

    @BeforeAll
    static void browser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @Test
    void aPostGoesFromTheDeskToTheNetworkThroughTheClientsYes() {
        var line = ApiLine.today();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        String title = "Autumn roast " + UUID.randomUUID().toString().substring(0, 8);
        String text =
                "Our autumn roast is back on the shelf. Slow mornings, loud grinders. " + title;
        String postAddress;
        try (var staff = chromium.visitor(line.agency(), line.writer(), Look.DESKTOP)) {
            staff.open("/desk.xhtml").check("desk");
            campaign(staff, line, "Campaign of " + title);
            postAddress = write(staff, line, title, text);
        }
        String link = Mails.linkTo(line.mailOf(line.decider()), title);
        try (var client = chromium.visitor(line.agency(), line.decider(), Look.PHONE)) {
            approve(client, link, title, text);
        }
        JsonObject out = line.awaitPublished(idOf(postAddress));
        try (var staff = chromium.visitor(line.agency(), line.writer(), Look.DESKTOP)) {
            staff.open(postAddress);
            assertThat(staff.page().locator("[data-st=published]").first()).isVisible();
            var live =
                    staff.page()
                            .getByRole(AriaRole.LINK)
                            .filter(
                                    new com.microsoft.playwright.Locator.FilterOptions()
                                            .setHasText(Pattern.compile("See it on")));
            assertThat(live.first()).isVisible();
            staff.check("post-published");
            staff.open("/audit/audit.xhtml").link("Verify now").click();
            assertThat(staff.page().locator(".chip.ok")).containsText("Chain whole");
            staff.check("audit-verified");
            staff.open("/audit/audit.xhtml?about=" + out.getString("id"));
            assertThat(staff.page().locator("tbody tr").nth(2)).isVisible();
        }
        String account = out.getString("uri").split("/")[2];
        List<JsonObject> records =
                line.records(account).stream()
                        .filter(r -> r.getJsonObject("value").getString("text").equals(text))
                        .toList();
        assertThat(records).hasSize(1);
        assertThat(records.get(0).getString("uri")).isEqualTo(out.getString("uri"));
        assertThat(records.get(0).toString()).contains(ALT);
    }

    @Test
    void aClientAsksForChangesAndGetsThem() {
        var line = ApiLine.halden();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        String title = "Needs a word " + UUID.randomUUID().toString().substring(0, 8);
        JsonObject post =
                line.write(
                        line.campaign("Changes"),
                        title,
                        "We bring beans by bicycle from Monday.",
                        java.time.Instant.now().plus(2, ChronoUnit.DAYS));
        String submission = line.submit(post);
        String wish = "Please name the districts.";
        try (var ruth = chromium.visitor("harbour", "ruth", Look.PHONE)) {
            ruth.open("/approval/review.xhtml?id=" + submission);
            ruth.id("ask-changes").click();
            ruth.id("review:comment").fill(wish);
            ruth.check("review-asking");
            ruth.id("review:send").click();
            assertThat(ruth.says("Your wish is sent")).isVisible();
        }
        assertThat(Mails.linkTo(line.mailOf("mara"), title)).contains(post.getString("id"));
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/content/post.xhtml?id=" + post.getString("id"));
            assertThat(mara.says("Changes asked")).isVisible();
            assertThat(mara.says(wish)).isVisible();
            mara.check("post-changes-asked");
            mara.page()
                    .getByLabel("Text for @halden.test")
                    .fill("We bring beans by bicycle to the harbour and the hill from Monday.");
            mara.id("post:submit").click();
            assertThat(mara.says("Submitted.")).isVisible();
        }
        JsonObject again =
                Waiting.until(
                        "submitted again",
                        LIVE,
                        () ->
                                line.staff()
                                        .get("/api/v1/posts/" + post.getString("id"))
                                        .expect(200)
                                        .json(),
                        p -> p.getString("state").equals("IN_REVIEW"));
        assertThat(again.getInt("revisionNumber")).isEqualTo(2);
        assertThat(
                        Api.as("harbour", "ruth")
                                .get("/api/v1/submissions/" + submission)
                                .expect(200)
                                .json()
                                .getJsonObject("submission")
                                .getString("state"))
                .isEqualTo("CHANGES_REQUESTED");
    }

    private static void campaign(Visitor staff, ApiLine line, String name) {
        staff.link("Campaigns").first().click();
        staff.check("campaigns");
        staff.link("New campaign").first().click();
        staff.id("campaign:brandId")
                .selectOption(
                        new com.microsoft.playwright.options.SelectOption()
                                .setLabel(line.brandName()));
        staff.id("campaign:name").fill(name);
        staff.id("campaign:objective").fill("People come back to the shop");
        staff.id("campaign:startsOn").fill(LocalDate.now(line.zone()).toString());
        staff.id("campaign:endsOn").fill(LocalDate.now(line.zone()).plusDays(30).toString());
        staff.check("campaign-new");
        staff.id("campaign:save").click();
        staff.page().waitForURL(url -> url.contains("id="));
        staff.check("campaign");
    }

    /** Writes, sees what blocks, repairs it, saves and submits; the post's address. */
    private static String write(Visitor staff, ApiLine line, String title, String text) {
        staff.page()
                .locator("main")
                .getByRole(AriaRole.LINK)
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("New post"))
                .first()
                .click();
        staff.id("post:title").fill(title);
        var words = staff.page().getByLabel("Text for @" + line.handle());
        words.fill("A sentence with " + line.blocked().getKey() + " in it");
        words.pressSequentially(" ");
        assertThat(staff.page().locator(".fd.blocks").first())
                .containsText(line.blocked().getValue());
        staff.check("composer-blocked");
        words.fill("");
        words.pressSequentially(text.substring(0, 5));
        words.fill(text);
        words.pressSequentially(" ");
        assertThat(staff.page().locator(".fd")).hasCount(0);
        assertThat(staff.id("post:previews")).containsText(text.substring(0, 30));
        words.fill(text);
        staff.id("post:upload")
                .setInputFiles(
                        new FilePayload("cup.png", "image/png", ApiLine.png(title.hashCode())));
        staff.page().getByLabel("Alt text").fill(ALT);
        staff.id("post:plannedAt").fill(LOCAL.format(ZonedDateTime.now(line.zone())));
        staff.check("composer");
        staff.id("post:save").click();
        assertThat(staff.says("Saved")).isVisible();
        assertThat(words).hasValue(text);
        staff.id("post:submit").click();
        assertThat(staff.says("Submitted.")).isVisible();
        staff.check("post-submitted");
        staff.page().waitForURL(url -> url.contains("id="));
        return staff.page().url();
    }

    private static void approve(Visitor client, String link, String title, String text) {
        client.open(link);
        assertThat(client.page().locator("h2.ttl")).hasText(title);
        assertThat(client.page().locator(".posts")).containsText(text);
        var picture = client.page().getByAltText(ALT).first();
        assertThat(picture).isVisible();
        assertThat(((Number) picture.evaluate("i => i.naturalWidth")).intValue()).isPositive();
        client.check("review");
        client.id("approve").click();
        client.check("review-confirm");
        client.id("review:confirm").click();
        assertThat(client.says("Approved, and sealed")).isVisible();
        client.check("review-approved");
    }

    private static String idOf(String address) {
        var matcher = Pattern.compile("[?&]id=([0-9a-f-]{36})").matcher(address);
        assertThat(matcher.find()).as(address).isTrue();
        return matcher.group(1);
    }
}
