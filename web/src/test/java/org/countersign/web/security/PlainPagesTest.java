package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.countersign.web.security.PlainPages.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlainPagesTest {

    @ParameterizedTest
    @EnumSource(Page.class)
    void everyPageSpeaksBothLanguages(Page page) {
        String english = PlainPages.html(page, Locale.ENGLISH, "", null);
        String german = PlainPages.html(page, Locale.GERMAN, "dark", null);

        assertThat(english).contains("<html lang=\"en\" data-theme=\"\">");
        assertThat(english).doesNotContainPattern("\\{[a-z]+}");
        assertThat(german).contains("<html lang=\"de\" data-theme=\"dark\">").isNotEqualTo(english);
    }

    @Test
    void bothBundlesHaveTheSameKeys() {
        var english = ResourceBundle.getBundle(PlainPages.BUNDLE, Locale.ENGLISH);
        var german = ResourceBundle.getBundle(PlainPages.BUNDLE, Locale.GERMAN);

        assertThat(german.keySet()).isEqualTo(english.keySet());
        assertThat(german.getLocale()).isEqualTo(Locale.GERMAN);
    }

    @Test
    void linkCannotBreakOut() {
        assertThat(PlainPages.html(Page.SIGN_IN_FAILED, Locale.ENGLISH, "", "/\"><script>'&"))
                .contains("href=\"/&quot;&gt;&lt;script&gt;&#39;&amp;\"");
    }

    @Test
    void partialResponseCannotBeBrokenOutOf() {
        assertThat(Visit.partialResponse("/sign-in?return=%2Fa&b=\"<"))
                .contains("url=\"/sign-in?return=%2Fa&amp;b=&quot;&lt;\"");
    }
}
