package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.countersign.acceptance.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedDoorsIT {

    final Tab tab = new Tab();

    private static URI host(String name, String path) {
        return URI.create("http://" + name + ":" + Tab.harbour("/").getPort() + path);
    }

    @Test
    void unknownHostLearnsNothing() {
        var answer = tab.get(host("nobody.localhost", "/desk.xhtml"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContainIgnoringCase("harbour").doesNotContain("realm");
        assertThat(tab.get(host("127.0.0.1", "/desk.xhtml")).status()).isEqualTo(404);
    }

    @Test
    void forwardingHeadersOfStrangersChangeNothing() {
        var answer =
                tab.get(
                        Tab.harbour("/desk.xhtml"),
                        "X-Forwarded-Host",
                        "lumen.localhost",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-For",
                        "127.0.0.1");

        assertThat(answer.header("Location")).contains("/realms/harbour/");
    }

    /** Which agency is asked is said once, in the Host header, or by nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: lumen.localhost|Host: harbour.localhost",
                "Host: harbour.localhost, lumen.localhost",
                "Host: harbour.localhost@evil.example",
                "Host: evil.example#harbour.localhost",
                "Host: harbour.localhost.evil.example",
                "Host: harbour.localhost/lumen.localhost",
                "Host: .harbour.localhost",
                "Host: harbour_localhost",
            })
    void hostThatCanBeReadTwoWaysIsNobodys(String headers) throws Exception {
        String answer =
                RawRequest.to(Tab.machine("/"))
                        .line("GET /desk.xhtml HTTP/1.1")
                        .lines(headers.split("\\|"))
                        .answer();

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("/realms/");
    }

    @Test
    void forgedHostHeadersPointNobodyElsewhere() {
        for (String name :
                new String[] {"X-Forwarded-Host", "Forwarded", "X-Host", "X-Real-Host"}) {
            String value = name.equals("Forwarded") ? "host=evil.example" : "evil.example";
            var answer = tab.get(Tab.harbour("/desk.xhtml"), name, value);

            assertThat(answer.header("Location"))
                    .startsWith(Tab.keycloak("/realms/harbour/").toString())
                    .doesNotContain("evil");
            assertThat(new Tab().get(Tab.harbour("/api/v1"), name, value).body())
                    .contains("\"agency\":\"harbour\"")
                    .doesNotContain("evil");
        }
    }

    @Test
    void healthAndMetricsAnswerThisMachineOrTheToken() throws Exception {
        String token = Product.running().secret("management.token");

        for (String path : new String[] {"/health", "/health/ready", "/metrics"}) {
            assertThat(tab.get(Tab.machine(path)).status()).isEqualTo(200);
            assertThat(tab.get(Tab.harbour(path)).status()).isEqualTo(404);
            assertThat(tab.get(Tab.machine(path), "X-Forwarded-For", "198.51.100.1").status())
                    .isEqualTo(404);
            assertThat(tab.get(Tab.harbour(path), "Authorization", "Bearer guess").status())
                    .isEqualTo(404);
            assertThat(tab.get(Tab.harbour(path), "Authorization", "Bearer " + token).status())
                    .isEqualTo(200);
        }
        assertThat(tab.get(Tab.machine("/health/ready")).body()).contains("\"countersign\"");
    }

    @Test
    void mediaHostHasNothingButMediaAndNeverACookie() {
        for (String path : new String[] {"/", "/desk.xhtml", "/api/v1", "/sign-in", "/media/x"}) {
            var answer = tab.get(host("media.localhost", path));

            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.setCookies()).isEmpty();
        }
        assertThat(tab.get(Tab.harbour("/media/x")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//desk.xhtml",
                "/desk.xhtml;a=b",
                "/jakarta.faces.resource/%2e%2e/desk.xhtml",
                "/api/v1/..%2f..%2fdesk.xhtml",
                "/desk.xhtml%3bx",
                "/a%00b",
                "/media/..;/desk.xhtml",
            })
    void pathThatCanBeReadTwoWaysIsNotRead(String path) {
        assertThat(tab.get(Tab.harbour(path)).status()).isEqualTo(400);
    }

    @Test
    void sessionInALinkIsRefused() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        String session = tab.cookie(Tab.harbour("/"), "session");

        assertThat(new Tab().get(Tab.harbour("/desk.xhtml;session=" + session)).status())
                .isEqualTo(400);
    }

    @Test
    void otherSitesChangeNothing() {
        tab.signIn(Tab.harbour("/desk.xhtml"), "mara");
        var page = Tab.harbour("/desk.xhtml");

        assertThat(tab.send("POST", page, Map.of()).status()).isEqualTo(403);
        assertThat(tab.post(page, Map.of(), "Origin", Tab.origin(Tab.lumen("/"))).status())
                .isEqualTo(403);
        assertThat(tab.post(page, Map.of(), "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(tab.post(Tab.harbour("/sign-out"), Map.of(), "Origin", "null").status())
                .isEqualTo(403);
        assertThat(tab.get(page).status()).isEqualTo(200);
    }

    @Test
    void logoutTokensAreTakenOnTheRightDoorOnly() {
        var form = Map.of("logout_token", "x");

        assertThat(tab.send("POST", Tab.machine("/backchannel-logout/harbour"), form).status())
                .isEqualTo(400);
        assertThat(tab.send("POST", Tab.harbour("/backchannel-logout/harbour"), form).status())
                .isEqualTo(400);
        assertThat(tab.send("POST", Tab.lumen("/backchannel-logout/harbour"), form).status())
                .isEqualTo(404);
        assertThat(tab.send("POST", Tab.machine("/backchannel-logout/nobody"), form).status())
                .isEqualTo(404);
    }

    @Test
    void everyAnswerCarriesTheHeaders() {
        for (URI uri :
                new URI[] {
                    Tab.harbour("/desk.xhtml"),
                    Tab.harbour("/api/v1/posts"),
                    Tab.harbour("/signed-out"),
                    host("nobody.localhost", "/"),
                    host("media.localhost", "/media/x")
                }) {
            var answer = tab.get(uri);

            assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isNotEmpty();
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("X-Powered-By")).isEmpty();
        }
    }
}
