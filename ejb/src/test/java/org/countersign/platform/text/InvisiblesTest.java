package org.countersign.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisiblesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pay\u200bpal",
                "a\u202eb",
                "a\u2066b",
                "soft\u00adhyphen",
                "\ufeffstart",
                "x\u200dy",
                "x\u200cy",
                "a\ufe0fb",
                "\u3164",
                "\u2800",
                "a\u2028b",
                "hi\udb40\udc68\udb40\udc69",
                "\ud83c\udff4\udb40\udc67",
                "a\u034fb"
            })
    void findsWhatHides(String text) {
        assertThat(Invisibles.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain text, Grüße, naïve",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66",
                "\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
                "\ud83e\udd26\ud83c\udffd\u200d\u2642\ufe0f",
                "\u2764\ufe0f 1\ufe0f\u20e3 #\ufe0f\u20e3",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0915\u094d\u200d\u0937",
                ""
            })
    void leavesEmojiAndSpellingAlone(String text) {
        assertThat(Invisibles.in(text)).isFalse();
    }
}
