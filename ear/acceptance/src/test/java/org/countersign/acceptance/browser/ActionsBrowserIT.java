package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sensitive action asks for its sign-in on the page, and nothing typed is lost on the way. */
class ActionsBrowserIT {

    private static final List<String> ACTIONS = List.of("PEOPLE", "CHANNELS", "DATA");
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{3} \\d{3})\\s*$");

    @Test
    void aProgramIsAddedAfterTheStepUpWithEveryWordAndTickKept() {
        var owner = TestPeople.staff("harbour", "agency_owner", true);
        TestPeople.guard("harbour", "PROGRAMS", "password");
        try (var chromium = new Chromium();
                var visitor = chromium.visitor(Look.PHONE)) {
            byMail(visitor, owner, "/settings/programs.xhtml");
            assertThat(visitor.says("Changing something here asks for your password.")).isVisible();
            visitor.check("programs-asks-for-more");
            String name = "Kept " + UUID.randomUUID().toString().substring(0, 8);
            visitor.id("program:name").fill(name);
            visitor.page().getByLabel("See posts").check();
            visitor.button("Add and show its secret").click();

            visitor.id("password").fill("demo-" + owner.username() + "-2026");
            visitor.id("kc-login").click();
            visitor.page().waitForURL("**/settings/programs.xhtml");

            assertThat(visitor.says("Changing something here")).hasCount(0);
            assertThat(visitor.id("program:name")).hasValue(name);
            assertThat(visitor.page().getByLabel("See posts")).isChecked();
            visitor.button("Add and show its secret").click();
            assertThat(visitor.id("secret")).isVisible();
            visitor.open("/settings/programs.xhtml");
            assertThat(visitor.id("program:name")).hasValue("");
        } finally {
            TestPeople.guard("harbour", "PROGRAMS", "mail");
        }
    }

    @Test
    void theOwnerChoosesAndShowsIt() {
        var owner = TestPeople.staff("harbour", "agency_owner", true);
        try (var chromium = new Chromium();
                var visitor = chromium.visitor(Look.DESKTOP)) {
            byMail(visitor, owner, "/settings/actions.xhtml");
            var data = visitor.page().getByLabel("Sign-in for: Export and erase data");
            assertThat(data).hasValue("MAIL");
            data.selectOption("PASSWORD");
            visitor.button("Save").click();

            visitor.id("password").fill("demo-" + owner.username() + "-2026");
            visitor.id("kc-login").click();
            visitor.page().waitForURL("**/settings/actions.xhtml");
            assertThat(data).hasValue("PASSWORD");
            visitor.button("Save").click();
            assertThat(visitor.says("Saved. It counts from now on.")).isVisible();
            visitor.check("actions-set");

            data.selectOption("MAIL");
            visitor.button("Save").click();
            assertThat(visitor.says("Saved. It counts from now on.")).isVisible();
            assertThat(data).hasValue("MAIL");
        } finally {
            TestPeople.guard("harbour", "DATA", "mail");
        }
    }

    static Look[] looks() {
        return new Look[] {Look.DESKTOP, Look.PHONE_DARK};
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyPageOfAnActionSaysSoBeforehand(Look look) {
        var owner = TestPeople.staff("harbour", "agency_owner", true);
        var line = ApiLine.halden();
        for (String action : ACTIONS) {
            TestPeople.guard("harbour", action, "passkey");
        }
        try (var chromium = new Chromium();
                var visitor = chromium.visitor("harbour", owner.username(), look);
                var client = chromium.visitor("harbour", "ruth", look)) {
            for (String page :
                    List.of(
                            "people",
                            "networks",
                            "people-data?person=" + TestPeople.owner("harbour"),
                            "person?id="
                                    + TestPeople.person("harbour", "creator", "")
                                            .getString("id"))) {
                asks(visitor, "/settings/" + page.replaceFirst("(?=\\?|$)", ".xhtml"));
            }
            for (String page : List.of("team", "sign-on")) {
                asks(client, "/settings/" + page + ".xhtml");
            }
            asks(client, "/publishing/connect.xhtml?channel=" + line.channelId());
        } finally {
            for (String action : ACTIONS) {
                TestPeople.guard("harbour", action, "mail");
            }
        }
    }

    private static void asks(Visitor visitor, String page) {
        visitor.open(page);
        assertThat(visitor.page().locator("[id=step-up]")).hasCount(1);
        assertThat(visitor.says("Changing something here asks for a passkey.")).isVisible();
        visitor.check("asks" + page.replaceAll("[^a-z]+", "-").replaceFirst("-xhtml.*", ""));
    }

    /** Signs in by a mailed code, the weakest way there is. */
    private static void byMail(Visitor visitor, Somebody somebody, String path) {
        visitor.at("harbour").goTo(path);
        visitor.id("username").fill(somebody.username());
        visitor.id("mail-code").click();
        visitor.id("code").fill(code(somebody));
        visitor.id("kc-login").click();
        visitor.page().waitForURL("**" + path);
    }

    private static String code(Somebody somebody) {
        JsonObject mail =
                Waiting.until(
                                "a code",
                                Duration.ofSeconds(30),
                                () -> Mails.to(somebody.username() + "@people.test"),
                                mails -> !mails.isEmpty())
                        .get(0);
        var code = CODE.matcher(mail.getString("text"));
        if (!code.find()) {
            throw new IllegalStateException("no code in " + mail);
        }
        return code.group(1);
    }
}
