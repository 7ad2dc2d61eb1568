package org.countersign.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import org.countersign.platform.InvalidInputException;
import org.junit.jupiter.api.Test;

class BrandDraftTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 3);

    @Test
    void whatMakesSenseIsTaken() {
        assertThatCode(
                        () ->
                                draft(
                                                "Europe/Berlin",
                                                List.of("de", "en-GB", "zh-Hant-TW"),
                                                List.of("DE", "US-CA", "EU"),
                                                "https://halden.example/imprint?lang=de")
                                        .requireSense())
                .doesNotThrowAnyException();
    }

    @Test
    void zonesAreNamesOfTheirDatabase() {
        refused("zone", draft("Berlin", List.of("de"), List.of(), "https://a.example"));
        refused("zone", draft("+01:00", List.of("de"), List.of(), "https://a.example"));
    }

    @Test
    void languagesAreTagsOfKnownLanguages() {
        for (String wrong : List.of("german", "qq", "de_DE", "DE", "x", "de-", "i-klingon")) {
            refused("languages", draft("UTC", List.of(wrong), List.of(), "https://a.example"));
        }
        refused("languages", draft("UTC", List.of("de", "de"), List.of(), "https://a.example"));
    }

    @Test
    void jurisdictionsAreIsoCodes() {
        for (String wrong : List.of("de", "Germany", "XX", "EU-1", "US-", "US-CALI")) {
            refused(
                    "jurisdictions",
                    draft("UTC", List.of("de"), List.of(wrong), "https://a.example"));
        }
    }

    @Test
    void linksAreHttpsAndWhatTheySeem() {
        for (String wrong :
                List.of(
                        "http://a.example",
                        "javascript:alert(1)",
                        "https://user@a.example",
                        "https://intranet",
                        "https://p\u0430ypal.example",
                        "https://")) {
            refused("links", draft("UTC", List.of("de"), List.of(), wrong));
        }
    }

    private static void refused(String field, BrandDraft draft) {
        var refusal = catchThrowableOfType(InvalidInputException.class, draft::requireSense);
        assertThat(refusal).as(draft.toString()).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
    }

    private static BrandDraft draft(
            String zone, List<String> languages, List<String> jurisdictions, String link) {
        return new BrandDraft(
                "Halden Roast",
                "HR",
                1,
                zone,
                languages,
                "Coffee",
                jurisdictions,
                "Warm and plain.",
                List.of("slow"),
                List.of("cheap"),
                EnumSet.of(DayOfWeek.MONDAY),
                List.of(new BrandHoliday(DAY, "Unity Day")),
                List.of(new BrandLink(BrandLink.Kind.SITE, link)));
    }
}
