package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessableTest {

    static final List<String> NAMES =
            List.of("mara", "mara.lindqvist@harbour.test", "Mara", "Lindqvist", "Harbour & Pine");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaa",
                "abcabcabcabcabc",
                "123456789012",
                "Password12345!",
                "P@ssw0rd2026!!",
                "Passwort-1234",
                "qwertyuiop123",
                "QWERTZ-uiop-2026",
                "Willkommen2026",
                "MaraLindqvist1",
                "harbour-pine-2026",
                "Sommer2026!!!!",
                "zxcvbnm12345678"
            })
    void whatIsTriedFirstIsRefused(String password) {
        assertThat(Guessable.is(password, NAMES)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "four quiet words here",
                "correct horse battery staple",
                "mara likes green tugboats",
                "x7#Kp0vqLw2!",
                "Der Zug kam zu spät"
            })
    void whatNobodyWouldGuessIsNot(String password) {
        assertThat(Guessable.is(password, NAMES)).isFalse();
    }

    @Test
    void aUserNameWithDigitsIsANameToo() {
        assertThat(Guessable.is("Passwort-t6be8710f", List.of("t6be8710f"))).isTrue();
        assertThat(Guessable.is("Passwort-t6be8710f", List.of("t6be8710f@people.test"))).isTrue();
    }

    @Test
    void whatOneColleagueWouldTryAnotherMayUse() {
        assertThat(Guessable.is("lindqvist-tug", List.of())).isFalse();
    }
}
