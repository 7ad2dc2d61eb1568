package org.countersign.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.Keycloak;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The page of a person who comes while Keycloak hangs. */
@Order(Integer.MAX_VALUE - 20)
class OutageBrowserIT {

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);

    @Test
    void whoCannotSignInIsToldSoAndGetsOnWhenItIsOver() {
        var address = Product.running().agency("harbour") + "/content/posts.xhtml";
        var tess = TestPeople.staff("harbour", "analyst", true);
        try (var chromium = new Chromium();
                var signedIn = chromium.visitor("harbour", tess.username(), Look.PHONE);
                var waiting = chromium.visitor(Look.DESKTOP)) {
            Keycloak.whileItHangs(
                    () -> {
                        becomes(503);
                        Stream.of(
                                        Look.DESKTOP_GERMAN,
                                        Look.DESKTOP_DARK,
                                        Look.PHONE,
                                        Look.PHONE_DARK)
                                .forEach(look -> unavailable(chromium, look, address));
                        signedIn.goTo("/settings/you.xhtml");
                        assertThat(signedIn.says("cannot be shown right now").isVisible()).isTrue();
                        assertThat(signedIn.says(tess.username() + "@people.test").isVisible())
                                .isTrue();
                        signedIn.check("you-unavailable");
                        assertThat(waiting.page().navigate(address).status()).isEqualTo(503);
                    });
            becomes(303);
            waiting.link("Try again").click();
            waiting.page()
                    .waitForURL(
                            url -> url.startsWith(Product.running().ready().getString("keycloak")));
        }
    }

    private static void unavailable(Chromium chromium, Look look, String address) {
        try (var somebody = chromium.visitor(look)) {
            assertThat(somebody.page().navigate(address).status()).isEqualTo(503);
            somebody.check("sign-in-unavailable");
        }
    }

    private static void becomes(int status) {
        Waiting.until(
                "a stranger's page",
                NOTICED_WITHIN,
                () -> Api.nobody("harbour.localhost").get("/desk.xhtml").status(),
                seen -> seen == status);
    }
}
