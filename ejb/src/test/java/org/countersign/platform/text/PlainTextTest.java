package org.countersign.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void refusesControlsSurrogatesAndNoncharacters() {
        for (String bad :
                new String[] {
                    "\0",
                    "\t",
                    "\r",
                    "\u001b[31m",
                    "\u007f",
                    "\u0085",
                    "\ud83d",
                    "\udc00x",
                    "\ufffe",
                    "\uffff",
                    "\ufdd0",
                    "\ud83f\udfff"
                }) {
            assertThat(PlainText.acceptable("a" + bad + "b")).as(bad).isFalse();
        }
        assertThat(PlainText.offences("ab\u0007c"))
                .containsExactly(new PlainText.Offence(2, 7))
                .first()
                .returns("U+0007", PlainText.Offence::name);
    }

    @Test
    void letsInLineFeedsEmojiAndWhatMerelyHides() {
        assertThat(
                        PlainText.acceptable(
                                "Grüße\n\ud83d\udc68\u200d\ud83d\udc69 \u202eabc\u202c \ufeff"))
                .isTrue();
        assertThat(PlainText.acceptable("")).isTrue();
    }

    @Test
    void readsTheLineEndsOfBrowsers() {
        assertThat(PlainText.withLineFeeds("a\r\nb\rc\nd")).isEqualTo("a\nb\nc\nd");
    }
}
