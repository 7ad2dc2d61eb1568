package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.acceptance.product.TestPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keycloak's own account console is nobody's way in: people see to their sign-in on our page. */
class AccountConsoleIT {

    final Tab tab = new Tab();

    @ParameterizedTest
    @ValueSource(strings = {"harbour", "lumen", "operator"})
    void thereIsNoConsole(String realm) {
        assertThat(tab.get(Tab.keycloak("/realms/" + realm + "/account/")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "account-console"})
    void nobodySignsInForIt(String client) {
        var page =
                tab.get(
                        Tab.keycloak(
                                "/realms/harbour/protocol/openid-connect/auth?client_id="
                                        + client
                                        + "&response_type=code&scope=openid&redirect_uri="
                                        + Tab.keycloak("/realms/harbour/account/")));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).doesNotContain("<input");
    }

    @Test
    void whoIsSignedInIsNotLetIntoItsInterfaceEither() {
        var tess = TestPeople.staff("harbour", "analyst", true);
        KeycloakPages.open(tab, Tab.harbour("/settings/you.xhtml")).password(tess);

        assertThat(tab.get(Tab.keycloak("/realms/harbour/account/sessions/devices")).status())
                .isEqualTo(404);
    }
}
