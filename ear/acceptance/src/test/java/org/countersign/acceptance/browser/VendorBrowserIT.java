package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.util.UUID;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.VendorLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A vendor's work as its people walk it: proposed, approved on a phone, accepted, done, ended. */
class VendorBrowserIT {

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
    void theAgencyProposesTheClientApprovesTheVendorWorksAndTheClientEnds() {
        var vendor = new VendorLine();
        var line = vendor.line();
        vendor.text("NDA");
        vendor.text("RIGHTS");
        String campaign = line.campaign("Vendor journey");
        String title = "Films " + UUID.randomUUID().toString().substring(0, 8);
        String brief = "Slow mornings in three kitchens.";
        String assignment;
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/vendor/vendor.xhtml?id=" + vendor.vendor());
            mara.id("new-assignment").click();
            mara.id("assignment:title").fill(title);
            mara.id("assignment:scope")
                    .selectOption(new SelectOption().setValue(line.brandId() + "/" + campaign));
            mara.id("assignment:startsOn").fill(LocalDate.now(line.zone()).toString());
            mara.id("assignment:endsOn").fill(LocalDate.now(line.zone()).plusDays(20).toString());
            mara.id("assignment:brief").fill(brief);
            mara.id("assignment:amount").fill("1200.5");
            mara.id("assignment:propose").click();
            assertThat(mara.says("is with the client now")).isVisible();
            mara.page().waitForURL(url -> url.contains("id="));
            assertThat(mara.id("assignment:amount")).hasValue("1200.50");
            mara.check("journey-proposed");
            assignment = mara.page().url().replaceAll(".*id=([0-9a-f-]{36}).*", "$1");
        }
        try (var person = chromium.visitor("harbour", vendor.person().username(), Look.PHONE)) {
            person.open("/");
            assertThat(person.says("Nothing open")).isVisible();
        }
        try (var ruth = chromium.visitor("harbour", "ruth", Look.PHONE)) {
            ruth.open("/approval/review.xhtml");
            ruth.id("review:vendors").click();
            ruth.open("/vendor/approve.xhtml?id=" + assignment);
            assertThat(ruth.says(brief)).isVisible();
            assertThat(ruth.page().locator("main")).not().containsText("1200");
            ruth.id("approve").click();
            ruth.check("journey-approving");
            ruth.id("approving:confirm").click();
            assertThat(ruth.says("may work for you now")).isVisible();
            ruth.check("journey-approved");
        }
        String post;
        try (var person = chromium.visitor("harbour", vendor.person().username(), Look.PHONE)) {
            person.open("/");
            assertThat(person.page().locator("main")).not().containsText("Halden");
            person.link("Read and accept").first().click();
            assertThat(person.page().locator("main")).not().containsText(brief);
            person.check("journey-accepting");
            person.id("accepting:accept").click();
            assertThat(person.says(brief)).isVisible();
            person.check("journey-working");
            person.id("new-post").click();
            person.id("post:title").fill("A film about milk");
            person.page()
                    .getByLabel("Text for @" + line.handle())
                    .fill("Warm milk, loud grinders, quiet people.");
            person.id("post:save").click();
            assertThat(person.says("Saved")).isVisible();
            person.check("journey-written");
            person.id("post:deliver").click();
            assertThat(person.says("Delivered.")).isVisible();
            post = person.page().url();
        }
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/vendor/assignment.xhtml?id=" + assignment);
            assertThat(
                            mara.page()
                                    .getByRole(AriaRole.LINK)
                                    .filter(
                                            new com.microsoft.playwright.Locator.FilterOptions()
                                                    .setHasText("A film about milk"))
                                    .first())
                    .isVisible();
            mara.check("journey-delivered");
        }
        try (var person = chromium.visitor("harbour", vendor.person().username(), Look.PHONE);
                var ruth = chromium.visitor("harbour", "ruth", Look.PHONE)) {
            person.open(post);
            assertThat(person.id("post:title")).hasValue("A film about milk");
            ruth.open("/vendor/approve.xhtml?id=" + assignment);
            ruth.id("end-open").click();
            ruth.check("journey-ending");
            ruth.id("ends:end").click();
            assertThat(ruth.says("sees nothing of it any more")).isVisible();
            person.open(post);
            assertThat(person.says("There is nothing here")).isVisible();
            person.open("/");
            assertThat(person.says("Nothing open")).isVisible();
        }
    }

    @Test
    void aRivalsOwnerIsShownNoVendorOfHaldens() {
        var vendor = new VendorLine();
        var open = vendor.open("Films for Halden alone", vendor.line().campaign("Rivals"));
        var person = TestPeople.person("harbour", "client_owner", "nordkaffee");
        try (var anders = chromium.visitor("harbour", person.getString("username"), Look.PHONE)) {
            anders.open("/vendor/approve.xhtml");
            assertThat(anders.page().locator("body")).not().containsText("Films for Halden alone");
            anders.open("/vendor/approve.xhtml?id=" + VendorLine.id(open));
            assertThat(anders.page().locator("body")).not().containsText("Films for Halden alone");
        }
    }
}
