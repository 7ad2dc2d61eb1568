package org.countersign.keycloak;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An agency's look as the application writes it into the realm. The shades are the application's,
 * made so that words on them and in them can be read; anything else there counts as none.
 *
 * @param colours accent, its hover, words in it and its tint, on light pages and then on dark ones
 */
record Brand(List<String> colours) {

    /** Realm attributes. */
    static final String NAME = "countersign.name";

    static final String COLOURS = "countersign.colours";
    static final String LOGO = "countersign.logo";

    private static final Pattern PALETTE = Pattern.compile("#[0-9a-f]{6}( #[0-9a-f]{6}){7}");
    private static final Pattern PICTURE =
            Pattern.compile("data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=]{1,200000})");
    private static final int ROLES = 4;

    /** A picture and its media type. */
    record Picture(String type, byte[] bytes) {

        /** One pixel that is not seen, for mails that ask for a logo where there is none. */
        static final Picture NONE =
                new Picture(
                        "image/gif",
                        Base64.getDecoder()
                                .decode(
                                        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));
    }

    /** Empty for anything but eight colours. */
    static Optional<Brand> of(String palette) {
        if (palette == null || !PALETTE.matcher(palette).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Brand(List.of(palette.split(" "))));
    }

    /** The logo, or a pixel that is not seen. */
    static Picture logo(String attribute) {
        var found = PICTURE.matcher(attribute == null ? "" : attribute);
        if (!found.matches()) {
            return Picture.NONE;
        }
        try {
            return new Picture(found.group(1), Base64.getDecoder().decode(found.group(2)));
        } catch (IllegalArgumentException broken) {
            return Picture.NONE;
        }
    }

    /** Takes the place of the accent in the token sheet, by the same selectors. */
    String styleSheet() {
        return ":root{%s}\n@media (prefers-color-scheme: dark){:root:not([data-theme=\"light\"]){%s}}\n"
                .formatted(roles(0), roles(ROLES));
    }

    private String roles(int from) {
        return "--cs-accent:%s;--cs-accent-hover:%s;--cs-accent-text:%s;--cs-accent-soft:%s;"
                .formatted(colours.subList(from, from + ROLES).toArray());
    }
}
