package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class BrandTest {

    static final String PALETTE = "#1f4d46 #1a413b #1f4d46 #e9edec #3a6f67 #315e58 #8fb3ad #232a26";

    @Test
    void onlyEightPlainColoursAreABrand() {
        for (var other :
                new String[] {
                    null,
                    "",
                    "#1f4d46",
                    PALETTE + " #000000",
                    PALETTE.replace("#1a413b", "red;x:y"),
                    PALETTE + ";}body{x:y"
                }) {
            assertThat(Brand.of(other)).as(other).isEmpty();
        }
    }

    @Test
    void lightShadesComeFirstAndDarkOnesOutweighTheTokenSheets() {
        var sheet = Brand.of(PALETTE).orElseThrow().styleSheet();

        assertThat(sheet).startsWith(":root{--cs-accent:#1f4d46;--cs-accent-hover:#1a413b;");
        assertThat(sheet).contains("dark){:root:not([data-theme=\"light\"]){--cs-accent:#3a6f67;");
    }

    @Test
    void aLogoIsAPngOrAJpegAndNothingElse() {
        var bytes = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});

        var logo = Brand.logo("data:image/png;base64," + bytes);
        assertThat(logo.type()).isEqualTo("image/png");
        assertThat(logo.bytes()).containsExactly(1, 2, 3);
        for (var other :
                new String[] {
                    null,
                    "",
                    "https://elsewhere.example/logo.png",
                    "data:image/svg+xml;base64," + bytes,
                    "data:image/png;base64,%%%",
                    "data:image/png;base64,A"
                }) {
            assertThat(Brand.logo(other)).as(other).isSameAs(Brand.Picture.NONE);
        }
    }
}
