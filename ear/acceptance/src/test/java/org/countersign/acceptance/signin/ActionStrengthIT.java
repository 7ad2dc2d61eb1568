package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sensitive actions ask for the sign-in that the agency's owner chose, through the API too. */
class ActionStrengthIT {

    private static final String HARBOUR = "harbour";
    private static final String PROGRAMS = "/api/v1/service-accounts";
    private static final String STRENGTHS = "/api/v1/action-strengths";

    final Tab tab = new Tab();
    final Somebody owner = TestPeople.staff(HARBOUR, "agency_owner", true);

    @AfterEach
    void asBefore() {
        for (String action : new String[] {"PROGRAMS", "LIFT", "DATA"}) {
            TestPeople.guard(HARBOUR, action, "mail");
        }
    }

    @Test
    void anActionThatAsksForTheAppRefusesAPasswordAndTakesTheApp() {
        TestPeople.guard(HARBOUR, "PROGRAMS", "otp");

        var refused = owner.api().post(PROGRAMS, program());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .contains("insufficient_user_authentication", "acr_values=\"otp\"");
        assertThat(refused.json().getString("code")).isEqualTo("general.refused.stronger_otp");
        owner.api().get(PROGRAMS).expect(200);

        withApp().post(PROGRAMS, program()).expect(201);
    }

    @Test
    void liftingAsksAndStoppingNeverDoes() {
        var line = ApiLine.halden();
        TestPeople.guard(HARBOUR, "LIFT", "otp");
        var stop =
                Json.createObjectBuilder()
                        .add("scope", "CAMPAIGN")
                        .add("scopeId", line.campaign("To be stopped"))
                        .add("reason", "a test")
                        .build();

        String hold = owner.api().post("/api/v1/holds", stop).expect(201).json().getString("id");
        String lifts = "/api/v1/holds/" + hold + "/lifts";
        owner.api().post(lifts, JsonObject.EMPTY_JSON_OBJECT).expect(401);

        TestPeople.guard(HARBOUR, "LIFT", "password");
        KeycloakPages.open(tab, Tab.harbour("/settings/you.xhtml")).password(owner);
        KeycloakPages.api(tab, owner, "password")
                .post(lifts, JsonObject.EMPTY_JSON_OBJECT)
                .expect(201);
    }

    @Test
    void dataOfOthersAsk() {
        var somebody = TestPeople.staff(HARBOUR, "creator", true);
        String copies = "/api/v1/exports";
        String before = owner.api().post(copies, of(somebody)).expect(201).json().getString("id");
        TestPeople.guard(HARBOUR, "DATA", "otp");

        owner.api().post(copies, of(somebody)).expect(401);
        owner.api().get(copies + "/" + before + "/archive").expect(401);
        owner.api()
                .post(
                        "/api/v1/erasures",
                        Json.createObjectBuilder(of(somebody)).add("words", true).build())
                .expect(401);
        // one's own stay one's own
        somebody.api().post(copies, of(somebody)).expect(201);
    }

    @Test
    void theOwnerShowsWhatTheyAskForAndWhatTheyGiveUp() {
        KeycloakPages.open(tab, Tab.harbour("/settings/you.xhtml")).password(owner);
        var byPassword = KeycloakPages.api(tab, owner, "password");
        byPassword.put(STRENGTHS, guarding("PROGRAMS", "OTP"), Map.of()).expect(401);
        byPassword.put(STRENGTHS, guarding("PROGRAMS", "PASSWORD"), Map.of()).expect(200);

        TestPeople.guard(HARBOUR, "PROGRAMS", "otp");
        var refused = byPassword.put(STRENGTHS, guarding("PROGRAMS", "MAIL"), Map.of());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("acr_values=\"otp\"");

        var changed =
                withApp().put(STRENGTHS, guarding("PROGRAMS", "MAIL"), Map.of()).expect(200).json();
        assertThat(changed.getJsonArray("items").getValuesAs(JsonObject.class))
                .filteredOn(one -> one.getString("action").equals("PROGRAMS"))
                .first()
                .extracting(one -> one.getString("least"), one -> one.getString("setBy"))
                .containsExactly("MAIL", "Tess Persson");
    }

    @Test
    void nobodyElseSeesOrChangesThem() {
        for (String role : new String[] {"account_manager", "compliance"}) {
            var other = TestPeople.staff(HARBOUR, role, true).api();
            other.get(STRENGTHS).expect(403);
            other.put(STRENGTHS, guarding("LIFT", "PASSWORD"), Map.of()).expect(403);
        }
        Api.as(HARBOUR, "ruth").put(STRENGTHS, guarding("LIFT", "PASSWORD"), Map.of()).expect(403);
    }

    /** A token of a sign-in in which the app was shown; the app is set up on the way. */
    private Api withApp() {
        var pages = KeycloakPages.open(tab, Tab.harbour("/settings/you.xhtml"));
        if (!pages.page().uri().equals(Tab.harbour("/settings/you.xhtml"))) {
            pages.password(owner);
        }
        var setUp =
                KeycloakPages.open(
                        tab, Tab.harbour("/sign-in?return=/settings/you.xhtml&setup=otp"));
        setUp.post("code", MailCodes.newest(owner, 1), "do", "code");
        String secret = setUp.setUpApp();
        KeycloakPages.open(tab, Tab.harbour("/sign-in?return=/settings/you.xhtml&acr=otp"))
                .post("otp", KeycloakPages.appCode(secret, 1), "do", "otp");
        return KeycloakPages.api(tab, owner, "otp");
    }

    private static JsonObject program() {
        return Json.createObjectBuilder()
                .add("name", "Guarded " + UUID.randomUUID().toString().substring(0, 8))
                .add("scopes", Json.createArrayBuilder().add("posts.read"))
                .add("lastDay", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString())
                .build();
    }

    private static JsonObject of(Somebody somebody) {
        return Json.createObjectBuilder()
                .add("person", somebody.id())
                .add("language", "EN")
                .build();
    }

    private static JsonObject guarding(String action, String least) {
        return Json.createObjectBuilder()
                .add(
                        "items",
                        Json.createArrayBuilder()
                                .add(
                                        Json.createObjectBuilder()
                                                .add("action", action)
                                                .add("least", least)))
                .build();
    }
}
