package org.countersign.tenancy.look;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An agency's colour, and the shades that take the accent's place in the token sheet.
 *
 * <p>White words on it and words in it have to be readable (4.5 to 1, WCAG AA) on the light pages:
 * a colour that cannot do that is refused rather than changed behind the agency's back, and {@link
 * #readable} is the nearest that can. What the dark pages need of it is derived.
 */
public record Accent(int red, int green, int blue) {

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final double READABLE = 4.5;

    /** A button is known by its words; its ground only has to be seen. */
    private static final double SHOWN = 2.0;

    private static final int STEPS = 40;

    private static final Accent WHITE = new Accent(255, 255, 255);
    private static final Accent BLACK = new Accent(0, 0, 0);

    /** The greyest ground that words in the accent stand on, see tokens.css. */
    private static final Accent LIGHT_GROUND = new Accent(0xef, 0xed, 0xe7);

    private static final Accent DARK_GROUND = new Accent(0x24, 0x24, 0x21);

    /** How much of the ground the tint behind words in the accent has, at least. */
    private static final double TINT = 0.85;

    /** The accent's roles in the token sheet, for one of the two themes. */
    record Shades(Accent fill, Accent hover, Accent text, Accent soft) {

        private String rules() {
            return "--cs-accent:%s;--cs-accent-hover:%s;--cs-accent-text:%s;--cs-accent-soft:%s;--cs-selected:%s;"
                    .formatted(fill.hex(), hover.hex(), text.hex(), soft.hex(), soft.hex());
        }

        private Stream<Accent> all() {
            return Stream.of(fill, hover, text, soft);
        }
    }

    /** Empty for anything but six hexadecimal digits after a hash sign. */
    public static Optional<Accent> of(String colour) {
        if (colour == null || !HEX.matcher(colour).matches()) {
            return Optional.empty();
        }
        int all = Integer.parseInt(colour.substring(1), 16);
        return Optional.of(new Accent(all >> 16, all >> 8 & 0xff, all & 0xff));
    }

    public boolean isReadable() {
        return contrast(LIGHT_GROUND) >= READABLE;
    }

    /** The nearest shade that can be read; the colour itself where it can. */
    public Accent readable() {
        return until(BLACK, LIGHT_GROUND);
    }

    Shades light() {
        Accent fill = readable();
        return new Shades(
                fill,
                fill.mixed(BLACK, 0.15),
                fill.until(BLACK, fill.mixed(WHITE, 0.9)),
                fill.mixed(WHITE, 0.9));
    }

    Shades dark() {
        Accent fill = readable();
        Accent soft = fill.mixed(DARK_GROUND, TINT);
        Accent shown = fill.until(WHITE, DARK_GROUND, SHOWN);
        return new Shades(
                shown,
                shown.mixed(BLACK, 0.15),
                fill.until(WHITE, DARK_GROUND).until(WHITE, soft),
                soft);
    }

    /**
     * The style sheet that goes on top of the token sheet.
     *
     * @param within a selector that keeps it to one part of a page; empty for all of it
     */
    public String styleSheet(String within) {
        String light = light().rules();
        String dark = dark().rules();
        return """
               :root %1$s{%2$s}
               @media (prefers-color-scheme: dark){:root:not([data-theme="light"]) %1$s{%3$s}}
               :root[data-theme="dark"] %1$s{%3$s}
               """
                .formatted(within, light, dark)
                .replace(" {", "{");
    }

    /** All shades, light ones first, as Keycloak's pages take them. */
    public String palette() {
        return Stream.concat(light().all(), dark().all())
                .map(Accent::hex)
                .collect(Collectors.joining(" "));
    }

    public String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    double contrast(Accent other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    private Accent until(Accent towards, Accent ground) {
        return until(towards, ground, READABLE);
    }

    /** The nearest shade towards a colour that stands out from a ground. */
    private Accent until(Accent towards, Accent ground, double enough) {
        for (int step = 0; step < STEPS; step++) {
            var shade = mixed(towards, step / (double) STEPS);
            if (shade.contrast(ground) >= enough) {
                return shade;
            }
        }
        return towards;
    }

    private Accent mixed(Accent other, double share) {
        return new Accent(
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
