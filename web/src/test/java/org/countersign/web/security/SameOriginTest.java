package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {

    static final String OWN = "http://harbour.localhost:8080";
    static final String PUBLIC = "https://harbour.example";

    private static boolean post(String site, String origin, String referer) {
        return SameOrigin.allows("POST", site, origin, referer, OWN, PUBLIC);
    }

    @Test
    void readingIsFree() {
        assertThat(SameOrigin.allows("GET", "cross-site", null, null, OWN, PUBLIC)).isTrue();
    }

    @Test
    void ownPagesMayChangeThings() {
        assertThat(post("same-origin", OWN, null)).isTrue();
        assertThat(post("same-origin", null, null)).isTrue();
        assertThat(post(null, OWN, null)).isTrue();
        assertThat(post(null, PUBLIC, null)).isTrue();
        assertThat(post(null, null, OWN + "/index.xhtml")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", ""})
    void otherSitesMayNot(String site) {
        assertThat(post(site, OWN, OWN + "/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://lumen.localhost:8080",
                "http://harbour.localhost",
                OWN + "1"
            })
    void otherOriginsMayNot(String origin) {
        assertThat(post(null, origin, OWN + "/")).isFalse();
        assertThat(post("same-origin", origin, null)).isFalse();
    }

    @Test
    void whoSaysNothingMayNot() {
        assertThat(post(null, null, null)).isFalse();
        assertThat(post(null, null, OWN)).isFalse();
        assertThat(post(null, null, OWN + ".evil.example/")).isFalse();
    }
}
