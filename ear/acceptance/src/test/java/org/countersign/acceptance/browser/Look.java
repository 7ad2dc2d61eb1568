package org.countersign.acceptance.browser;

/**
 * On what and how somebody looks.
 *
 * @param language an IETF tag, which the browser prefers
 */
record Look(int width, int height, boolean dark, String language) {

    static final Look DESKTOP = new Look(1280, 900, false, "en-GB");
    static final Look DESKTOP_GERMAN = new Look(1280, 900, false, "de-DE");
    static final Look DESKTOP_DARK = new Look(1280, 900, true, "en-GB");
    static final Look PHONE = new Look(360, 780, false, "en-GB");
    static final Look PHONE_DARK = new Look(360, 780, true, "en-GB");

    @Override
    public String toString() {
        return width + (dark ? "-dark-" : "-light-") + language.substring(0, 2);
    }
}
