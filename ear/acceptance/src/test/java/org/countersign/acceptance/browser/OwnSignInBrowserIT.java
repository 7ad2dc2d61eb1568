package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person with two browsers: where they are signed in, and signing out there. */
class OwnSignInBrowserIT {

    private static final String YOU = "/settings/you.xhtml";
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final Duration MAILED_WITHIN = Duration.ofSeconds(30);

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
    void aBrowserIsSignedOutFromAnotherOne() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        try (var here = chromium.visitor("harbour", tess.username(), Look.DESKTOP);
                var there = chromium.visitor("harbour", tess.username(), Look.PHONE)) {
            there.open("/content/posts.xhtml");
            here.open(YOU);
            assertThat(rows(here)).hasCount(2);
            assertThat(rows(here).first()).containsText("this one");
            assertThat(rows(here).first()).containsText("Chrome, Linux");
            here.check("you-two-browsers");

            rows(here).nth(1).locator("button").click();
            assertThat(here.says("You are signed out there.")).isVisible();
            assertThat(rows(here)).hasCount(1);
            isOver(there);
            there.check("signed-out-elsewhere");
            there.link("Sign in again").click();
            there.signInIfAsked(tess.username());

            here.open(YOU);
            assertThat(rows(here)).hasCount(2);
            here.button("Sign out everywhere else").click();
            assertThat(here.says("You are signed out everywhere else.")).isVisible();
            isOver(there);
            here.open(YOU);
            assertThat(rows(here)).hasCount(1);
        }
    }

    @Test
    void everyLookOfTheSecurityPart() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        for (Look look :
                new Look[] {
                    Look.DESKTOP,
                    Look.DESKTOP_DARK,
                    Look.DESKTOP_GERMAN,
                    Look.PHONE,
                    Look.PHONE_DARK
                }) {
            try (var visitor = chromium.visitor("harbour", tess.username(), look)) {
                visitor.open(YOU);
                assertThat(rows(visitor).first()).isVisible();
                visitor.check("you-security");
            }
        }
    }

    @Test
    void aPasswordGoesAfterOneLookAndItsOwnerIsTold() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        try (var visitor = chromium.visitor("harbour", tess.username(), Look.PHONE)) {
            visitor.open(YOU);
            visitor.button("Remove: Password").click();
            visitor.check("you-remove-password");
            visitor.button("Cancel").click();
            assertThat(visitor.button("Remove password")).isHidden();

            visitor.button("Remove: Password").click();
            visitor.button("Remove password").click();
            assertThat(visitor.says("Your password is removed.")).isVisible();
            assertThat(visitor.button("Remove: Password")).hasCount(0);
            visitor.check("you-without-password");
            told(tess, "your password was removed");
        }
        try (var visitor = chromium.visitor(Look.PHONE)) {
            visitor.at("harbour").goTo(YOU);
            visitor.id("username").fill(tess.username());
            visitor.id("kc-login").click();
            visitor.id("password").fill("demo-" + tess.username() + "-2026");
            visitor.id("kc-login").click();
            assertThat(visitor.id("password-error")).isVisible();
        }
    }

    @Test
    void aPasskeyIsListedAndGoesAfterItWasShown() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        try (var visitor = chromium.visitor(Look.PHONE_DARK)) {
            SignInBrowserIT.withPasskeys(visitor);
            visitor.at("harbour").goTo(YOU);
            visitor.signInIfAsked(tess.username());
            visitor.id("add-passkey").click();
            visitor.id("code").fill(SignInBrowserIT.code(tess, 1));
            visitor.id("kc-login").click();
            visitor.id("registerWebAuthn").click();
            visitor.page().waitForURL("**" + YOU);
            assertThat(visitor.link("Remove: Passkey My device")).isVisible();
            visitor.check("you-with-passkey");

            visitor.link("Remove: Passkey My device").click();
            visitor.id("authenticateWebAuthnButton").click();
            visitor.id("kc-accept").waitFor();
            visitor.check("sign-in-remove");
            visitor.button("Cancel").click();
            visitor.page().waitForURL("**" + YOU);
            assertThat(visitor.link("Remove: Passkey My device")).isVisible();

            visitor.link("Remove: Passkey My device").click();
            visitor.id("authenticateWebAuthnButton").click();
            visitor.id("kc-accept").click();
            visitor.page().waitForURL("**" + YOU);
            assertThat(visitor.link("Remove: Passkey My device")).hasCount(0);
            told(tess, "A passkey was removed.");
        }
    }

    private static Locator rows(Visitor visitor) {
        return visitor.page().locator("[id=places] tbody tr");
    }

    private static void isOver(Visitor visitor) {
        Waiting.until(
                "the page of the other browser",
                ENDS_WITHIN,
                () -> {
                    visitor.goTo("/content/posts.xhtml");
                    return visitor.heading();
                },
                heading -> heading.equals("You were signed out elsewhere"));
    }

    private static void told(Somebody somebody, String words) {
        Waiting.until(
                "a mail that says: " + words,
                MAILED_WITHIN,
                () -> Mails.to(somebody.username() + "@people.test"),
                mails -> mails.stream().anyMatch(m -> m.getString("text").contains(words)));
    }
}
