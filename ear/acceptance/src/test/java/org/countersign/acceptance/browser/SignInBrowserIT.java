package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keycloak's pages as people see them, passkeys, and stepping up in the middle of a decision. */
class SignInBrowserIT {

    private static final Duration MAILED_WITHIN = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{3} \\d{3})\\s*$");
    private static final String YOU = "/settings/you.xhtml";

    private static Chromium chromium;

    @BeforeAll
    static void browser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    static Look[] looks() {
        return new Look[] {Look.DESKTOP, Look.PHONE_DARK, Look.DESKTOP_GERMAN};
    }

    @ParameterizedTest
    @MethodSource("looks")
    void thePagesOfSigningIn(Look look) {
        var tess = TestPeople.staff("harbour", "analyst", true);
        try (var visitor = chromium.visitor(look)) {
            visitor.at("harbour").goTo(YOU);
            visitor.check("sign-in-name");
            visitor.id("username").fill(tess.username());
            visitor.id("kc-login").click();
            visitor.id("password").waitFor();
            visitor.check("sign-in-password");
            visitor.id("password").fill("not this one");
            visitor.id("kc-login").click();
            assertThat(visitor.id("password-error")).isVisible();
            visitor.check("sign-in-password-wrong");
            visitor.id("mail-code").click();
            visitor.id("code").waitFor();
            visitor.check("sign-in-code");
            visitor.id("code").fill(code(tess, 1));
            visitor.id("kc-login").click();
            visitor.page().waitForURL("**" + YOU);

            visitor.goTo("/sign-in?setup=otp&return=" + YOU);
            visitor.id("code").fill(code(tess, 2));
            visitor.check("sign-in-code-again");
            visitor.id("kc-login").click();
            visitor.id("kc-totp-secret-qr-code").waitFor();
            visitor.check("sign-in-app");
            visitor.id("mode-manual").click();
            visitor.id("kc-totp-secret-key").waitFor();
            visitor.check("sign-in-app-by-hand");
            visitor.id("totp").fill("1");
            visitor.id("saveTOTPBtn").click();
            assertThat(visitor.id("totp-error")).isVisible();
            visitor.check("sign-in-app-wrong");

            visitor.goTo("/sign-in?acr=password&return=" + YOU);
            visitor.id("password").waitFor();
            visitor.check("sign-in-password-again");
            visitor.id("password").fill("demo-" + tess.username() + "-2026");
            visitor.id("kc-login").click();
            visitor.page().waitForURL("**" + YOU);
            visitor.check("settings-you");
        }
    }

    @Test
    void aPasskeySignsInAndStepsUpWithoutLosingAWord() {
        var line = ApiLine.halden();
        var alma = TestPeople.approver(line.agency(), "ruth", line.brandId());
        try (var visitor = chromium.visitor(Look.PHONE)) {
            withPasskeys(visitor);
            visitor.at("harbour").goTo(YOU);
            visitor.signInIfAsked(alma.username());
            visitor.id("add-passkey").click();
            visitor.id("code").fill(code(alma, 1));
            visitor.id("kc-login").click();
            visitor.id("registerWebAuthn").waitFor();
            visitor.check("sign-in-passkey-new");
            visitor.id("registerWebAuthn").click();
            visitor.page().waitForURL("**" + YOU);
            assertThat(visitor.says("You signed in with your password")).isVisible();

            TestPeople.workflow(line.agency(), "ruth", line.brandId(), "passkey");
            String submission;
            try {
                submission =
                        line.submit(
                                line.write(
                                        line.campaign("Passkey"),
                                        "Asks for a passkey",
                                        "A post whose approval asks for a passkey.",
                                        Instant.now().plus(2, ChronoUnit.DAYS)));
            } finally {
                TestPeople.workflow(line.agency(), "ruth", line.brandId(), "mail");
            }
            visitor.goTo("/approval/review.xhtml?id=" + submission);
            assertThat(visitor.says("Deciding here asks for a passkey.")).isVisible();
            visitor.check("review-asks-for-more");
            String typed = "Please say roasted on Monday, not fresh.";
            visitor.id("ask-changes").click();
            visitor.id("review:comment").fill(typed);
            visitor.id("review:send").click();
            visitor.id("authenticateWebAuthnButton").waitFor();
            visitor.check("sign-in-passkey");
            visitor.id("authenticateWebAuthnButton").click();
            visitor.page().waitForURL("**/approval/review.xhtml?id=" + submission);

            visitor.id("ask-changes").click();
            assertThat(visitor.id("review:comment")).hasValue(typed);
            visitor.id("review:send").click();
            visitor.page().waitForURL("**done=" + submission + "**");

            visitor.context().clearCookies();
            visitor.goTo(YOU);
            visitor.id("passkey").click();
            visitor.id("authenticateWebAuthnButton").click();
            visitor.page().waitForURL("**" + YOU);
            assertThat(visitor.says("You signed in with a passkey.")).isVisible();
        }
    }

    @Test
    void whoIsSignedOutElsewhereIsToldSo() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        try (var visitor = chromium.visitor(Look.PHONE)) {
            visitor.at("harbour").goTo(YOU);
            visitor.signInIfAsked(tess.username());
            TestPeople.signOut(tess);
            Waiting.until(
                    "noticed",
                    MAILED_WITHIN,
                    () -> {
                        visitor.goTo(YOU);
                        return visitor.heading();
                    },
                    heading -> heading.equals("You were signed out elsewhere"));
            visitor.check("signed-out-elsewhere");
            visitor.link("Sign in again").click();
            visitor.id("username").waitFor();
        }
    }

    /** A device with a finger on it, as Chromium's tools make one up. */
    static void withPasskeys(Visitor visitor) {
        var tools = visitor.context().newCDPSession(visitor.page());
        tools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        for (var able :
                new String[] {
                    "hasResidentKey",
                    "hasUserVerification",
                    "isUserVerified",
                    "automaticPresenceSimulation"
                }) {
            options.addProperty(able, true);
        }
        var device = new JsonObject();
        device.add("options", options);
        tools.send("WebAuthn.addVirtualAuthenticator", device);
    }

    static String code(Somebody somebody, int mailed) {
        var mails =
                Waiting.until(
                        "a code",
                        MAILED_WITHIN,
                        () ->
                                Mails.to(somebody.username() + "@people.test").stream()
                                        .filter(m -> CODE.matcher(m.getString("text")).find())
                                        .toList(),
                        found -> found.size() >= mailed);
        Matcher code = CODE.matcher(mails.get(0).getString("text"));
        if (!code.find()) {
            throw new AssertionError("no code in " + mails.get(0));
        }
        return code.group(1);
    }
}
