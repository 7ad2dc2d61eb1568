package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.countersign.acceptance.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInIT {

    static final Duration REVOKED_WITHIN = Duration.ofSeconds(12);

    final Tab tab = new Tab();

    @Test
    void personComesBackToThePageTheyAskedFor() {
        var page = Tab.harbour("/desk.xhtml?from=mail&x=%C3%A4");

        var arrived = tab.follow(tab.signIn(page, "mara"));

        assertThat(arrived.uri()).isEqualTo(page);
        assertThat(arrived.status()).isEqualTo(200);
        assertThat(arrived.body()).contains("Mara Lindqvist");
        assertThat(arrived.header("Cache-Control")).contains("no-store");
    }

    @Test
    void strangerGetsNoSession() {
        var sentAway = tab.get(Tab.harbour("/desk.xhtml"));

        assertThat(sentAway.status()).isEqualTo(303);
        assertThat(sentAway.header("Location"))
                .startsWith(Tab.keycloak("/realms/harbour/").toString())
                .contains("code_challenge_method=S256");
        assertThat(tab.cookie(sentAway.uri(), "session")).isEmpty();
    }

    @Test
    void sessionThatSomebodyPlantedIsNotTheOneSignedInto() {
        tab.plant(Tab.harbour("/"), "session", "0123456789abcdef0123456789ab");

        var finished = tab.signIn(Tab.harbour("/desk.xhtml"), "mara");

        assertThat(tab.cookie(finished.uri(), "session"))
                .isNotEmpty()
                .isNotEqualTo("0123456789abcdef0123456789ab");
        assertThat(finished.setCookies())
                .filteredOn(cookie -> cookie.startsWith("session="))
                .allMatch(cookie -> cookie.contains("HttpOnly"))
                .allMatch(cookie -> cookie.toLowerCase(Locale.ROOT).contains("samesite=lax"));
    }

    @Test
    void signingInAgainChangesTheSessionsId() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        String before = tab.cookie(Tab.harbour("/"), "session");

        tab.follow(tab.get(Tab.harbour("/sign-in?return=/desk.xhtml")));

        assertThat(tab.cookie(Tab.harbour("/"), "session")).isNotEqualTo(before);
        assertThat(tab.get(Tab.harbour("/desk.xhtml")).status()).isEqualTo(200);
    }

    @Test
    void linkThatAsksToSignInAgainLeadsBackToItsPage() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        var page = Tab.harbour("/content/posts.xhtml?state=draft");

        var back = tab.follow(tab.get(Tab.harbour("/sign-in"), "Referer", page.toString()));

        assertThat(back.uri()).isEqualTo(page);
        assertThat(back.status()).isEqualTo(200);
    }

    @Test
    void sessionOfOneAgencyIsNoneOnAnothersHostAndEndsThere() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        var thief = new Tab();
        thief.plant(Tab.lumen("/"), "session", tab.cookie(Tab.harbour("/"), "session"));

        var answer = thief.get(Tab.lumen("/desk.xhtml"));

        assertThat(answer.header("Location")).contains("/realms/lumen/");
        assertThat(tab.get(Tab.harbour("/desk.xhtml")).status()).isEqualTo(303);
    }

    @Test
    void answerIsGoodOnceAndForTheAskingBrowserOnly() {
        var answer = tab.answerOfKeycloak(tab.get(Tab.harbour("/desk.xhtml")), "mara");

        assertThat(new Tab().get(answer).status()).isEqualTo(400);
        assertThat(tab.get(answer).header("Location")).isEqualTo("/desk.xhtml");
        assertThat(tab.get(answer).header("Location")).isEqualTo("/");
        assertThat(new Tab().get(answer).status()).isEqualTo(400);
    }

    @Test
    void codeOfOnePersonsBrowserDoesNotFinishAnothersSignIn() {
        var mine = tab.answerOfKeycloak(tab.get(Tab.harbour("/desk.xhtml")), "mara");
        var victim = new Tab();
        var asked = victim.get(Tab.harbour("/desk.xhtml"));
        String state = parameter(asked.location(), "state");

        var forged = mine.toString().replace(parameter(mine, "state"), state);
        var answer = victim.get(URI.create(forged));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(victim.cookie(answer.uri(), "session")).isEmpty();
    }

    @Test
    void codeThatWasUsedFinishesNoSecondSignIn() {
        var used = tab.answerOfKeycloak(tab.get(Tab.harbour("/desk.xhtml")), "mara");
        assertThat(tab.get(used).status()).isEqualTo(303);
        var again = new Tab();
        String state = parameter(again.get(Tab.harbour("/desk.xhtml")).location(), "state");

        var answer =
                again.get(URI.create(used.toString().replace(parameter(used, "state"), state)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(again.cookie(answer.uri(), "session")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=0123456789abcdef0123456789abcdef",
                "state=",
                "nothing=0",
                "code=0123456789abcdef"
            })
    void answerWithAnotherStateOrCodeIsRefused(String instead) {
        var answer = tab.answerOfKeycloak(tab.get(Tab.harbour("/desk.xhtml")), "mara").toString();
        String name = instead.startsWith("code") ? "code" : "state";
        String forged = answer.replace(name + "=" + parameter(URI.create(answer), name), instead);

        assertThat(forged).isNotEqualTo(answer);
        assertThat(tab.get(URI.create(forged)).status()).isEqualTo(400);
        assertThat(tab.cookie(Tab.harbour("/"), "session")).isEmpty();
    }

    /** What the realm was asked for is not what this browser's attempt holds. */
    @ParameterizedTest
    @ValueSource(strings = {"nonce", "code_challenge"})
    void answerToAnotherQuestionIsRefused(String name) {
        var asked = tab.get(Tab.harbour("/desk.xhtml")).location();
        String other = "0123456789-0123456789-0123456789-0123456789";
        var bent =
                asked.toString().replace(name + "=" + parameter(asked, name), name + "=" + other);
        assertThat(bent).isNotEqualTo(asked.toString());

        var answer = tab.get(tab.answerOfKeycloak(tab.get(URI.create(bent)), "mara"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(tab.cookie(Tab.harbour("/"), "session")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/callback",
                "http://lumen.localhost/callback",
                "http://harbour.localhost.evil.example/callback",
                "javascript:alert(1)"
            })
    void realmSendsCodesToTheAgencysOwnAddressOnly(String evil) {
        var asked = tab.get(Tab.harbour("/desk.xhtml")).location();
        var bent =
                asked.toString()
                        .replace(
                                parameter(asked, "redirect_uri"),
                                URLEncoder.encode(evil, StandardCharsets.UTF_8));

        var page = tab.get(URI.create(bent));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.redirects()).isFalse();
    }

    @Test
    void answerThatNamesNoRealmIsRefused() {
        var answer = tab.answerOfKeycloak(tab.get(Tab.harbour("/desk.xhtml")), "mara");
        String unnamed = answer.toString().replaceFirst("[?&]iss=[^&]*", "");

        assertThat(unnamed).isNotEqualTo(answer.toString());
        assertThat(tab.get(URI.create(unnamed)).status()).isEqualTo(400);
    }

    @Test
    void answerThatNamesAnotherRealmIsRefused() {
        var answer = tab.answerOfKeycloak(tab.get(Tab.harbour("/desk.xhtml")), "mara");
        var mixed = answer.toString().replace("realms%2Fharbour", "realms%2Flumen");

        assertThat(mixed).isNotEqualTo(answer.toString());
        assertThat(tab.get(URI.create(mixed)).status()).isEqualTo(400);
    }

    @Test
    void tabsSignInSideBySide() {
        var one = tab.get(Tab.harbour("/desk.xhtml?tab=1"));
        var other = tab.get(Tab.harbour("/desk.xhtml?tab=2"));

        assertThat(tab.get(tab.answerOfKeycloak(one, "mara")).header("Location"))
                .isEqualTo("/desk.xhtml?tab=1");
        assertThat(tab.get(tab.answerOfKeycloak(other, "mara")).header("Location"))
                .isEqualTo("/desk.xhtml?tab=2");
    }

    @Test
    void nobodyIsSentToAnotherHostAfterwards() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        for (String evil :
                new String[] {
                    "//evil.example",
                    "///evil.example",
                    "/%2Fevil.example",
                    "%2F%2Fevil.example",
                    "https:%2F%2Fevil.example",
                    "https:evil.example",
                    "HtTp:%2F%2Fevil.example",
                    "javascript:alert(1)",
                    "data:text%2Fhtml,x",
                    "/%5Cevil.example",
                    "%5C%5Cevil.example",
                    "/%5C%2Fevil.example",
                    "/%09%2Fevil.example",
                    "%09%2F%2Fevil.example",
                    "%20%2F%2Fevil.example",
                    "/%0D%0ALocation:%20https:%2F%2Fevil.example",
                    "/%252F%252Fevil.example",
                    "/..%2F%2Fevil.example",
                    "/.%2F%2Fevil.example",
                    "@evil.example",
                    ".evil.example",
                    "?x%23//evil.example",
                    "%EF%BC%8F%EF%BC%8Fevil.example",
                    "/callback?code=x",
                    "/api/v1/brands",
                    ""
                }) {
            var answer = tab.follow(tab.get(Tab.harbour("/sign-in?return=" + evil)));

            assertThat(answer.uri().getAuthority())
                    .as(evil)
                    .isEqualTo(Tab.harbour("/").getAuthority());
            assertThat(answer.uri().getPath()).as(evil).isIn("/", "/desk.xhtml");
        }
    }

    @Test
    void scriptOfAPageWhoseSessionEndedIsToldWhereToGo() {
        var page = Tab.harbour("/content/post.xhtml?campaign=1");

        var answer =
                tab.post(
                        page,
                        Map.of("text", "typed for an hour"),
                        "Faces-Request",
                        "partial/ajax",
                        "Referer",
                        page.toString());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/xml");
        assertThat(answer.body())
                .contains(
                        "<redirect url=\"/sign-in?return=%2Fcontent%2Fpost.xhtml%3Fcampaign%3D1\">");
    }

    @Test
    void signingOutEndsBothSessions() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");

        var left = tab.follow(tab.post(Tab.harbour("/sign-out"), Map.of()));

        assertThat(left.uri()).isEqualTo(Tab.harbour("/signed-out"));
        var again = tab.follow(tab.get(Tab.harbour("/desk.xhtml")));
        assertThat(again.uri().getPort()).isEqualTo(Tab.keycloak("/").getPort());
        assertThat(again.body()).contains("name=\"username\"");
    }

    @Test
    void administratorsLogoutEndsTheSessionHere() throws Exception {
        tab.signIn(Tab.harbour("/desk.xhtml"), "tomasz");
        assertThat(tab.get(Tab.harbour("/desk.xhtml")).status()).isEqualTo(200);

        var admin = "Bearer " + administrator();
        var person =
                new Tab()
                        .get(
                                Tab.keycloak("/admin/realms/harbour/users?username=tomasz"),
                                "Authorization",
                                admin);
        String id = person.body().replaceFirst("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        var logout =
                new Tab()
                        .send(
                                "POST",
                                Tab.keycloak("/admin/realms/harbour/users/" + id + "/logout"),
                                Map.of(),
                                "Authorization",
                                admin);

        assertThat(logout.status()).isEqualTo(204);
        long end = System.nanoTime() + REVOKED_WITHIN.toNanos();
        int status = 200;
        while (status == 200 && System.nanoTime() < end) {
            status = tab.get(Tab.harbour("/desk.xhtml"), "Sec-Fetch-Dest", "empty").status();
        }
        assertThat(status).isEqualTo(401);
    }

    @Test
    void forgedLogoutTokensEndNothing() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        String idToken = Tab.tokens("harbour", "mara").getString("id_token");

        for (String token : new String[] {"", "x", idToken, "eyJhbGciOiJub25lIn0.e30."}) {
            var answer =
                    new Tab()
                            .send(
                                    "POST",
                                    Tab.machine("/backchannel-logout/harbour"),
                                    Map.of("logout_token", token));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getString("error")).isEqualTo("invalid_request");
        }
        assertThat(tab.get(Tab.harbour("/desk.xhtml")).status()).isEqualTo(200);
    }

    private static String administrator() throws IOException {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", "admin-cli");
        form.put("username", "countersign-admin");
        form.put("password", Product.running().secret("keycloak.admin.password"));
        return Tab.tokens("master", form).getString("access_token");
    }

    private static String parameter(URI uri, String name) {
        return uri.getRawQuery().replaceFirst("(?:.*&)?" + name + "=([^&]*).*", "$1");
    }
}
