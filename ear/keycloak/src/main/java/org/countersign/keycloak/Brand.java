package org.countersign.keycloak;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An agency's colour as the pages may use it: shifted in steps until words on it and words in it
 * can be read (4.5 to 1) on the light and on the dark ground.
 */
record Brand(int red, int green, int blue) {

    /** Realm attributes. */
    static final String NAME = "countersign.name";

    static final String COLOUR = "countersign.colour";

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final double READABLE = 4.5;
    private static final int STEPS = 40;

    private static final Brand WHITE = new Brand(255, 255, 255);
    private static final Brand BLACK = new Brand(0, 0, 0);

    /** The greyest ground that words in the accent stand on, see tokens.css. */
    private static final Brand LIGHT_GROUND = new Brand(0xef, 0xed, 0xe7);

    private static final Brand DARK_GROUND = new Brand(0x24, 0x24, 0x21);

    /** Empty for anything but six hexadecimal digits after a hash sign. */
    static Optional<Brand> of(String colour) {
        if (colour == null || !HEX.matcher(colour).matches()) {
            return Optional.empty();
        }
        int all = Integer.parseInt(colour.substring(1), 16);
        return Optional.of(new Brand(all >> 16, all >> 8 & 0xff, all & 0xff));
    }

    /** Takes the place of the accent in the token sheet. */
    String styleSheet() {
        var light = roles(until(BLACK, LIGHT_GROUND), WHITE, BLACK);
        var fill = until(BLACK, WHITE);
        var dark =
                "--cs-accent:%s;--cs-accent-hover:%s;--cs-accent-text:%s;--cs-accent-soft:%s;"
                        .formatted(
                                fill.hex(),
                                fill.mixed(BLACK, 0.15).hex(),
                                until(WHITE, DARK_GROUND).hex(),
                                mixed(DARK_GROUND, 0.8).hex());
        return ":root{" + light + "}\n@media (prefers-color-scheme: dark){:root{" + dark + "}}\n";
    }

    private static String roles(Brand readable, Brand ground, Brand darker) {
        return "--cs-accent:%s;--cs-accent-hover:%s;--cs-accent-text:%s;--cs-accent-soft:%s;"
                .formatted(
                        readable.hex(),
                        readable.mixed(darker, 0.15).hex(),
                        readable.hex(),
                        readable.mixed(ground, 0.9).hex());
    }

    /** The nearest shade towards a colour that can be read on a ground. */
    Brand until(Brand towards, Brand ground) {
        for (int step = 0; step < STEPS; step++) {
            var shade = mixed(towards, step / (double) STEPS);
            if (shade.contrast(ground) >= READABLE) {
                return shade;
            }
        }
        return towards;
    }

    double contrast(Brand other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    private Brand mixed(Brand other, double share) {
        return new Brand(
                mix(red, other.red, share),
                mix(green, other.green, share),
                mix(blue, other.blue, share));
    }

    private static int mix(int one, int other, double share) {
        return (int) Math.round(one * (1 - share) + other * share);
    }

    /** As WCAG 2 defines it. */
    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
