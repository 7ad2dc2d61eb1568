package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;

/** Signing in with a code by mail, and every way in which it must not work. */
class MailCodeIT {

    static final String YOU = "/settings/you.xhtml";
    static final String BY_MAIL = "You signed in with a code by mail.";

    final Tab tab = new Tab();
    final Somebody tess = TestPeople.staff("harbour", "analyst", true);

    @Test
    void theCodeFromTheMailSignsIn() {
        var pages = asked(tab);

        var arrived = pages.post("code", code(1), "do", "code").page();

        assertThat(arrived.uri()).isEqualTo(Tab.harbour(YOU));
        assertThat(arrived.body()).contains(BY_MAIL);
    }

    @Test
    void theMailHoldsNothingThatAScannerCouldOpen() {
        asked(tab);
        JsonObject mail = MailCodes.mails(tess, 1).get(0);

        assertThat(mail.getString("text") + mail.getString("html"))
                .doesNotContain("http", "href", "mailto", "src=");
        assertThat(mail.getString("from")).contains("Harbour & Pine");
        assertThat(mail.getString("subject")).doesNotContainPattern("\\d");
    }

    @Test
    void anAddressThatIsOpenedDoesNothing() {
        var pages = asked(tab);
        String code = code(1);
        var address = URI.create(pages.action() + "&do=code&code=" + code.replace(" ", ""));

        var scanner = new Tab();
        scanner.follow(scanner.get(address));
        assertThat(scanner.cookie(Tab.harbour("/"), "session")).isEmpty();

        var opened = KeycloakPages.open(tab, address);
        assertThat(opened.heading()).isEqualTo("Enter the code");
        assertThat(tab.cookie(Tab.harbour("/"), "session")).isEmpty();
        assertThat(opened.post("code", code, "do", "code").page().body()).contains(BY_MAIL);
    }

    @Test
    void aWrongCodeIsRefusedAndTheRightOneStillWorks() {
        var pages = asked(tab);
        String code = code(1);

        pages.post("code", MailCodes.wrong(code), "do", "code");

        assertThat(pages.page().body()).contains("That is not the code.");
        assertThat(pages.post("code", code, "do", "code").page().body()).contains(BY_MAIL);
    }

    @Test
    void theSixthTryFindsTheCodeSpent() {
        var pages = asked(tab);
        String code = code(1);
        for (int i = 0; i < 5; i++) {
            pages.post("code", MailCodes.wrong(code), "do", "code");
        }
        assertThat(pages.page().body()).contains("Too many tries with this code.");

        pages.post("code", code, "do", "code");

        assertThat(pages.page().body()).contains("Too many tries with this code.");
    }

    @Test
    void anOldCodeIsNone() {
        var pages = asked(tab);
        String code = code(1);
        KeycloakPages.realmAttribute("harbour", "countersign.code.seconds", "0");
        try {
            pages.post("code", code, "do", "code");
        } finally {
            KeycloakPages.realmAttribute("harbour", "countersign.code.seconds", "600");
        }

        assertThat(pages.page().body()).contains("This code is too old or used up.");
    }

    @Test
    void aCodeWorksOnce() {
        var pages = asked(tab);
        String code = code(1);
        var before = tab.copy();
        URI action = pages.action();
        assertThat(pages.post("code", code, "do", "code").page().body()).contains(BY_MAIL);

        var again = before.send("POST", action, Map.of("code", code, "do", "code"));

        assertThat(again.header("Location")).doesNotContain("code=");
        var later = new Tab();
        var fresh = asked(later);
        code(2);
        assertThat(fresh.post("code", code, "do", "code").page().body())
                .contains("That is not the code.");
    }

    @Test
    void aCodeWorksInTheBrowserThatAskedForItOnly() {
        asked(tab);
        String forwarded = code(1);
        var thief = new Tab();
        var pages = asked(thief);
        code(2);

        pages.post("code", forwarded, "do", "code");

        assertThat(pages.page().body()).contains("That is not the code.");
        assertThat(thief.cookie(Tab.harbour("/"), "session")).isEmpty();
    }

    @Test
    void anotherCodeIsNotMailedAtOnce() {
        var pages = asked(tab);
        code(1);

        pages.post("do", "mail");

        assertThat(pages.page().body()).contains("A code is on its way.");
        assertThat(MailCodes.mails(tess, 1)).hasSize(1);
    }

    @Test
    void aStrangersAddressGetsTheSameAnswers() {
        var known = asked(tab);
        var stranger = KeycloakPages.open(new Tab(), Tab.harbour(YOU));
        String nobody = "x" + tess.username().substring(1);
        stranger.askForCode(nobody);

        assertThat(neutral(stranger, nobody)).isEqualTo(neutral(known, tess.username()));

        known.post("code", "000 000", "do", "code");
        stranger.post("code", "000 000", "do", "code");
        assertThat(neutral(stranger, nobody)).isEqualTo(neutral(known, tess.username()));

        known.post("do", "use-password").post("password", "wrong", "do", "password");
        stranger.post("do", "use-password").post("password", "wrong", "do", "password");
        assertThat(neutral(stranger, nobody)).isEqualTo(neutral(known, tess.username()));
    }

    @Test
    void whoForgotThePasswordChoosesANewOneAfterACodeByMail() {
        var pages = KeycloakPages.open(tab, Tab.harbour(YOU));
        pages.post("username", tess.username(), "do", "continue").post("do", "forgotten");
        pages.post("code", code(1), "do", "code").show("Choose a password");

        pages.post("password-new", "too short", "password-confirm", "too short");
        assertThat(pages.page().body()).contains("Use at least 12 characters.");
        String tried = "Passwort-" + tess.username();
        pages.post("password-new", tried, "password-confirm", tried);
        assertThat(pages.page().body()).contains("This password is on lists that attackers try");
        String good = "four quiet words here";
        pages.post("password-new", good, "password-confirm", good);

        assertThat(pages.page().body()).contains(BY_MAIL);
        var again = KeycloakPages.open(new Tab(), Tab.harbour(YOU));
        again.post("username", tess.username(), "do", "continue");
        again.post("password", good, "do", "password");
        assertThat(again.page().body()).contains("You signed in with your password");
        MailCodes.told(tess, "Your password was changed.");
    }

    @Test
    void guessingLocksTheAccountEvenForTheRightPassword() {
        var pages = KeycloakPages.open(tab, Tab.harbour(YOU));
        pages.post("username", tess.username(), "do", "continue");
        for (int i = 0; i < 14; i++) { // ten lock; Keycloak counts a moment later
            pages.post("password", "guess number " + i, "do", "password");
        }
        Waiting.until(
                "locked",
                MailCodes.MAILED_WITHIN,
                () -> KeycloakPages.guesses(tess),
                guesses -> guesses.contains("\"disabled\":true"));

        pages.post("password", "demo-" + tess.username() + "-2026", "do", "password");

        assertThat(pages.page().body()).contains("That does not match.");
        assertThat(tab.cookie(Tab.harbour("/"), "session")).isEmpty();
    }

    @Test
    void wrongCodesCountAsGuessesToo() {
        for (int i = 0; i < 2; i++) {
            var pages = asked(new Tab());
            String code = code(i + 1);
            for (int n = 0; n < 5; n++) {
                pages.post("code", MailCodes.wrong(code), "do", "code");
            }
        }

        Waiting.until(
                "locked",
                MailCodes.MAILED_WITHIN,
                () -> KeycloakPages.guesses(tess),
                guesses -> guesses.contains("\"disabled\":true"));
    }

    private KeycloakPages asked(Tab browser) {
        var pages = KeycloakPages.open(browser, Tab.harbour(YOU)).askForCode(tess.username());
        return pages.show("Enter the code");
    }

    private String code(int mailed) {
        return MailCodes.newest(tess, mailed);
    }

    /** The page without what differs from browser to browser. */
    private static String neutral(KeycloakPages pages, String name) {
        return pages.page()
                .body()
                .replace(name, "NAME")
                .replaceAll("(session_code|execution|tab_id|client_data)=[^&\"]*", "$1=");
    }
}
