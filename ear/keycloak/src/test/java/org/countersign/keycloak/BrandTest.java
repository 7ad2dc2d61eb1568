package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BrandTest {

    static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");

    @Test
    void onlyAPlainColourIsOne() {
        for (var colour : new String[] {null, "", "red", "#fff", "#12345g", "#123456;}body{x:y"}) {
            assertThat(Brand.of(colour)).isEmpty();
        }
    }

    @Test
    void aReadableColourStaysAsItIs() {
        assertThat(Brand.of("#1f4d46").orElseThrow().styleSheet()).contains("--cs-accent:#1f4d46;");
    }

    @Test
    void whateverTheColourWordsCanBeRead() {
        for (int hue = 0; hue < 0xffffff; hue += 0x051b7d) {
            var brand = Brand.of("#%06x".formatted(hue)).orElseThrow();
            var roles = HEX.matcher(brand.styleSheet()).results().map(r -> r.group()).toList();

            assertThat(contrast(roles.get(0), "#ffffff")).as("button " + roles).isTrue();
            assertThat(contrast(roles.get(2), "#efede7")).as("link " + roles).isTrue();
            assertThat(contrast(roles.get(4), "#ffffff")).as("dark button " + roles).isTrue();
            assertThat(contrast(roles.get(6), "#242421")).as("dark link " + roles).isTrue();
        }
    }

    @Test
    void contrastIsWcags() {
        var white = Brand.of("#ffffff").orElseThrow();

        assertThat(white.contrast(Brand.of("#000000").orElseThrow())).isEqualTo(21.0);
        assertThat(white.contrast(Brand.of("#777777").orElseThrow())).isBetween(4.47, 4.48);
    }

    private static boolean contrast(String one, String other) {
        return Brand.of(one).orElseThrow().contrast(Brand.of(other).orElseThrow()) >= 4.5;
    }
}
