package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.junit.jupiter.api.Test;

/** What asks for more than a password gets it: no sign-in says more than was shown in it. */
class StepUpIT {

    static final String YOU = "/settings/you.xhtml";

    final Tab tab = new Tab();

    @Test
    void anAppIsSetUpAfterAMailedCodeAndCountsWhenItIsShown() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        var pages = signedIn(tess);
        assertThat(pages.page().body()).contains("You signed in with your password");

        String secret = setUp(tess);
        MailCodes.told(tess, "An authenticator app was added.");

        var shown = KeycloakPages.open(tab, Tab.harbour("/sign-in?return=" + YOU + "&acr=otp"));
        shown.show("Code from your app").post("otp", "000000", "do", "otp");
        assertThat(shown.page().body()).contains("That is not the code.");
        shown.post("otp", KeycloakPages.appCode(secret, 1), "do", "otp");
        assertThat(shown.page().uri()).isEqualTo(Tab.harbour(YOU));
        assertThat(shown.page().body()).contains("your password and your authenticator app");
    }

    @Test
    void whatWasOnlySetUpIsNotEnough() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        signedIn(tess);
        var pages = KeycloakPages.open(tab, Tab.harbour("/sign-in?return=" + YOU + "&acr=otp"));
        pages.show("Enter the code").post("code", code(tess), "do", "code").setUpApp();

        assertThat(pages.page().body())
                .contains("One more step")
                .contains("/sign-in?return=%2Fsettings%2Fyou.xhtml&amp;acr=otp");
        assertThat(tab.get(Tab.harbour(YOU)).body()).contains("You signed in with your password");
    }

    @Test
    void aMailedCodeIsNeverAStepUp() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        var pages =
                KeycloakPages.open(tab, Tab.harbour("/sign-in?return=" + YOU + "&acr=password"));
        pages.askForCode(tess.username());
        pages.post("code", code(tess), "do", "code").show("Your password");

        pages.post("password", "demo-" + tess.username() + "-2026", "do", "password");

        assertThat(pages.page().body()).contains("You signed in with your password");
    }

    @Test
    void whoHasAnAppIsAskedForItAtEachSignInAndAMailedCodeWithItIsStillTheMailbox() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        signedIn(tess);
        String secret = setUp(tess);
        var later = KeycloakPages.open(new Tab(), Tab.harbour(YOU));
        later.password(tess).show("Code from your app");

        var byMail = KeycloakPages.open(new Tab(), Tab.harbour(YOU)).askForCode(tess.username());
        byMail.post("code", MailCodes.newest(tess, 2), "do", "code").show("Code from your app");
        byMail.post("otp", KeycloakPages.appCode(secret, 1), "do", "otp");
        assertThat(byMail.page().body()).contains("You signed in with a code by mail.");
    }

    @Test
    void aStageThatAsksForAnAppRefusesAPasswordAndTakesTheApp() {
        var line = ApiLine.halden();
        var alma = TestPeople.approver(line.agency(), "ruth", line.brandId());
        TestPeople.workflow(line.agency(), "ruth", line.brandId(), "otp");
        try {
            var post =
                    line.write(
                            line.campaign("Step-up"),
                            "Needs more",
                            "A post whose approval asks for more.",
                            Instant.now().plus(2, ChronoUnit.DAYS));
            String submission = line.submit(post);

            var refused = line.decide(api(alma), submission, "APPROVE", "");

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("insufficient_user_authentication", "acr_values=\"otp\"");
            assertThat(refused.json().getString("code")).isEqualTo("general.refused.stronger_otp");

            signedIn(alma);
            String secret = setUp(alma);
            line.decide(KeycloakPages.api(tab, alma, "password"), submission, "APPROVE", "")
                    .expect(401);
            var shown = KeycloakPages.open(tab, Tab.harbour("/sign-in?return=/&acr=otp"));
            shown.post("otp", KeycloakPages.appCode(secret, 1), "do", "otp");
            line.decide(KeycloakPages.api(tab, alma, "otp"), submission, "APPROVE", "").expect(201);
        } finally {
            TestPeople.workflow(line.agency(), "ruth", line.brandId(), "mail");
        }
    }

    private KeycloakPages signedIn(Somebody somebody) {
        return KeycloakPages.open(tab, Tab.harbour(YOU)).password(somebody);
    }

    /** Sets up an app from the page of settings; the session is as strong as before. */
    private String setUp(Somebody somebody) {
        var pages = KeycloakPages.open(tab, Tab.harbour("/sign-in?return=" + YOU + "&setup=otp"));
        pages.show("Enter the code").post("code", code(somebody), "do", "code");
        return pages.setUpApp();
    }

    private static String code(Somebody somebody) {
        return MailCodes.newest(somebody, 1);
    }

    private static Api api(Somebody somebody) {
        return somebody.api();
    }
}
