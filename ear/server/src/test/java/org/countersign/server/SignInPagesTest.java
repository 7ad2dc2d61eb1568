package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class SignInPagesTest {

    @Test
    void aKeycloakWithOurProviderLacksNothing() {
        assertThat(
                        SignInPages.missing(
                                json(
                                        """
                                        {"authenticators":["countersign-own-sign-on","countersign-session",
                                         "countersign-sign-in","countersign-more"],
                                         "listeners":["countersign-change-mails"],
                                         "policies":["countersign-guessable"],
                                         "themes":["email","login"]}""")))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(
                        SignInPages.missing(
                                json(
                                        """
                                        {"authenticators":["countersign-sign-in"],
                                         "policies":["countersign-guessable"],
                                         "themes":["login"]}""")))
                .containsExactly(
                        "authenticators countersign-own-sign-on",
                        "authenticators countersign-session",
                        "listeners countersign-change-mails",
                        "themes email");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
