package org.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailPageTest {

    @Test
    void theHeadIsTheAgencys() {
        assertThat(page("Hello", head("North & Pine", "#1f4d46", new byte[] {1})))
                .contains("solid #1f4d46", "cid:" + MailPage.LOGO, "North &amp; Pine");
        assertThat(page("Hello", head("Pine", "", new byte[0]))).doesNotContain("<img");
    }

    @Test
    void nothingInAMailIsMarkup() {
        assertThat(page("<img src=x onerror=y>", head("<b>Pine</b>", "", new byte[0])))
                .contains("&lt;img src=x onerror=y&gt;", "&lt;b&gt;Pine")
                .doesNotContain("<img", "<b>");
    }

    @Test
    void linksEndBeforeThePointAfterThem() {
        assertThat(page("Open https://pine.example/a?b=1&c=2.\nBye", head("P", "", new byte[0])))
                .contains("href=\"https://pine.example/a?b=1&amp;c=2\"", "</a>.<br>\nBye");
    }

    private static String page(String text, Letterhead head) {
        return MailPage.of(new Mail("a@b.example", "Subject", text, "en"), head);
    }

    private static Letterhead head(String name, String colour, byte[] logo) {
        return new Letterhead(name, name, "", colour, "image/png", logo);
    }
}
