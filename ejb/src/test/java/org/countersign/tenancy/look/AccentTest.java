package org.countersign.tenancy.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AccentTest {

    static final double READABLE = 4.5;

    /** The grounds of tokens.css on which words in the accent stand. */
    static final Accent WHITE = accent("#ffffff");

    static final Accent SUNKEN = accent("#efede7");
    static final Accent DARK_RAISED = accent("#242421");

    /** Words of the third rank, which stand on a chosen row. */
    static final Accent TEXT_3 = accent("#6b675f");

    static final Accent DARK_TEXT_3 = accent("#9d998f");

    @Test
    void onlyAPlainColourIsOne() {
        for (var colour : new String[] {null, "", "red", "#fff", "#12345g", "#123456;}body{x:y"}) {
            assertThat(Accent.of(colour)).isEmpty();
        }
        assertThat(accent("#1F4D46").hex()).isEqualTo("#1f4d46");
    }

    @Test
    void aReadableColourStaysAsItIs() {
        assertThat(accent("#1f4d46").isReadable()).isTrue();
        assertThat(accent("#1f4d46").readable()).isEqualTo(accent("#1f4d46"));
        assertThat(accent("#1f4d46").styleSheet("")).startsWith(":root{--cs-accent:#1f4d46;");
    }

    @Test
    void aColourTooLightForWordsIsNotReadableAndItsNearestShadeIs() {
        for (String pale : new String[] {"#ffcc00", "#ffffff", "#7fd0de", "#888888"}) {
            assertThat(accent(pale).isReadable()).as(pale).isFalse();
            assertThat(accent(pale).readable().isReadable()).as(pale).isTrue();
        }
    }

    @Test
    void whateverTheColourWordsCanBeReadInBothThemes() {
        for (int hue = 0; hue < 0xffffff; hue += 0x011b7d) {
            Accent colour = accent("#%06x".formatted(hue));
            var light = colour.light();
            var dark = colour.dark();

            readable(WHITE, light.fill(), light.hover(), dark.fill(), dark.hover());
            readable(light.text(), WHITE, SUNKEN, light.soft());
            readable(dark.text(), DARK_RAISED, dark.soft());
            readable(TEXT_3, light.soft());
            readable(DARK_TEXT_3, dark.soft());
        }
    }

    @Test
    void aDarkColourIsSeenOnTheDarkGround() {
        assertThat(accent("#000000").dark().fill().contrast(DARK_RAISED)).isGreaterThan(1.9);
    }

    @Test
    void aSheetForAPartOfAPageStaysInIt() {
        assertThat(accent("#1f4d46").styleSheet(".part").lines())
                .allMatch(line -> line.contains(" .part{"));
    }

    @Test
    void thePaletteIsEightColours() {
        assertThat(accent("#1f4d46").palette())
                .matches(Pattern.compile("#[0-9a-f]{6}( #[0-9a-f]{6}){7}"));
    }

    @Test
    void contrastIsWcags() {
        assertThat(WHITE.contrast(accent("#000000"))).isEqualTo(21.0);
        assertThat(WHITE.contrast(accent("#777777"))).isBetween(4.47, 4.48);
    }

    private static void readable(Accent one, Accent... others) {
        for (Accent other : others) {
            assertThat(one.contrast(other))
                    .as(one.hex() + " and " + other.hex())
                    .isGreaterThanOrEqualTo(READABLE);
        }
    }

    private static Accent accent(String colour) {
        return Accent.of(colour).orElseThrow();
    }
}
