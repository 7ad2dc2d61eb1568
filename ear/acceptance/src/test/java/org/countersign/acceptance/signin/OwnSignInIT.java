package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;

/** People see to their own sign-in, and to nobody else's. */
class OwnSignInIT {

    private static final String YOU = "/settings/you.xhtml";
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final Pattern STATE =
            Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"");

    final Somebody tess = TestPeople.staff("harbour", "analyst", true);
    final Tab tab = new Tab();

    @Test
    void anAppGoesOnlyAfterItWasShownAndItsOwnerIsTold() {
        signedIn(tab);
        String secret = setUpApp();
        String app = KeycloakPages.credentials(tess, "otp").get(0);
        var page = tab.get(Tab.harbour(YOU)).body();
        assertThat(page).contains("Authenticator app", "remove=" + app);

        var removing =
                KeycloakPages.open(tab, Tab.harbour("/sign-in?return=" + YOU + "&remove=" + app));
        removing.show("Code from your app");
        assertThat(KeycloakPages.credentials(tess, "otp")).containsExactly(app);
        removing.post("otp", KeycloakPages.appCode(secret, 1), "do", "otp");
        removing.show("Remove this way to sign in?");
        assertThat(KeycloakPages.credentials(tess, "otp")).containsExactly(app);
        removing.post("accept", "");

        assertThat(removing.page().uri()).isEqualTo(Tab.harbour(YOU));
        assertThat(removing.page().body()).doesNotContain("remove=" + app);
        assertThat(KeycloakPages.credentials(tess, "otp")).isEmpty();
        MailCodes.told(tess, "An authenticator app was removed.");
    }

    @Test
    void nobodyRemovesWhatIsAnothers() {
        signedIn(tab);
        setUpApp();
        String app = KeycloakPages.credentials(tess, "otp").get(0);
        for (Somebody other :
                List.of(
                        TestPeople.staff("harbour", "agency_owner", true),
                        TestPeople.staff("lumen", "agency_owner", true))) {
            var theirs = new Tab();
            var agency = Product.running().agency(other.agency());
            KeycloakPages.open(theirs, URI.create(agency + YOU)).password(other);
            var pages =
                    KeycloakPages.open(
                            theirs,
                            URI.create(agency + "/sign-in?return=" + YOU + "&remove=" + app));
            pages.post("code", MailCodes.newest(other, 1), "do", "code");

            assertThat(pages.page().body()).doesNotContain("Remove this way to sign in?");
            assertThat(KeycloakPages.credentials(tess, "otp"))
                    .as(other.agency())
                    .containsExactly(app);
        }
    }

    @Test
    void signingOutElsewhereLeavesThisOneAndEndsTheOthersWithinTenSeconds() {
        signedIn(tab);
        var elsewhere = new Tab();
        signedIn(elsewhere);
        assertThat(KeycloakPages.sessions(tess)).hasSize(2);

        press(tab, "places:elsewhere");

        Waiting.until(
                "the other browser's page",
                ENDS_WITHIN,
                () -> elsewhere.get(Tab.harbour(YOU)),
                answer ->
                        answer.redirects()
                                && answer.location()
                                        .toString()
                                        .contains("/signed-out?why=elsewhere"));
        assertThat(tab.get(Tab.harbour(YOU)).body()).contains("this one");
        assertThat(KeycloakPages.sessions(tess)).hasSize(1);
    }

    @Test
    void nobodySeesOrEndsWhereAnotherIsSignedIn() throws SQLException {
        signedIn(tab);
        String session = KeycloakPages.sessions(tess).get(0);
        assertThat(
                        Database.<List<List<Object>>>superuser(
                                s ->
                                        s.rows(
                                                "select agency_id, person_id from sign_in_place where session_id = ?",
                                                session)))
                .containsExactly(List.of("harbour", tess.id()));
        assertThat(tab.get(Tab.harbour(YOU)).body()).doesNotContain(session);

        var others =
                Map.of(
                        "harbour", TestPeople.staff("harbour", "agency_owner", true).username(),
                        "lumen", TestPeople.staff("lumen", "agency_owner", true).username(),
                        "operator", "olga");
        for (var other : others.entrySet()) {
            var theirs = new Tab();
            var you = URI.create(Product.running().agency(other.getKey()) + YOU);
            theirs.follow(theirs.signIn(you, other.getValue()));
            assertThat(theirs.get(you).body()).contains("this one").doesNotContain(session);
            for (String button :
                    List.of(
                            "places:row:0:end",
                            "places:row:1:end",
                            "places:row:7:end",
                            "places:elsewhere")) {
                press(theirs, you, button);
            }
        }

        assertThat(KeycloakPages.sessions(tess)).containsExactly(session);
        assertThat(tab.get(Tab.harbour(YOU)).status()).isEqualTo(200);
        assertThat(tab.get(Tab.harbour("/settings/you.xhtml?again")).body()).contains("this one");
    }

    private void signedIn(Tab browser) {
        KeycloakPages.open(browser, Tab.harbour(YOU)).password(tess);
    }

    private String setUpApp() {
        var pages = KeycloakPages.open(tab, Tab.harbour("/sign-in?return=" + YOU + "&setup=otp"));
        pages.post("code", MailCodes.newest(tess, 1), "do", "code");
        return pages.setUpApp();
    }

    private static void press(Tab browser, String button) {
        press(browser, Tab.harbour(YOU), button);
    }

    /** Presses a button of the page, or makes one up. */
    private static void press(Tab browser, URI page, String button) {
        var state = STATE.matcher(browser.get(page).body());
        assertThat(state.find()).isTrue();
        String form = button.substring(0, button.indexOf(':'));
        browser.post(
                page, Map.of(form, form, button, "", "jakarta.faces.ViewState", state.group(1)));
    }
}
