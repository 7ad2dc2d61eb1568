package org.countersign.tenancy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.text.WebLink;

/**
 * What a brand shall be from now on, as a whole.
 *
 * @param colour 1 to 8: which of the brand mark's colours
 * @param zone IANA time zone
 * @param languages IETF tags, the brand's own first
 * @param jurisdictions ISO 3166: countries, or parts of them ({@code US-CA}), or {@code EU}
 * @param voice how the brand speaks, for those who write
 * @param voiceDo words it likes; guidance, no rule
 * @param voiceDont words it does not use; guidance, no rule
 */
public record BrandDraft(
        @NotBlank @Size(max = NAME_MAX) String name,
        @NotBlank @Size(max = 3) String initials,
        @Min(1) @Max(8) int colour,
        @NotBlank String zone,
        @NotNull @Size(min = 1, max = 10) List<@NotBlank String> languages,
        @NotNull @Size(max = 80) String sector,
        @NotNull @Size(max = 60) List<@NotBlank String> jurisdictions,
        @NotNull @Size(max = 2000) String voice,
        @NotNull @Size(max = 100) List<@NotBlank @Size(max = 80) String> voiceDo,
        @NotNull @Size(max = 100) List<@NotBlank @Size(max = 80) String> voiceDont,
        @NotNull @Size(min = 1, max = 7) Set<@NotNull DayOfWeek> workingDays,
        @NotNull @Size(max = 100) List<@NotNull @Valid BrandHoliday> holidays,
        @NotNull @Size(max = 20) List<@NotNull @Valid BrandLink> links) {

    public static final int NAME_MAX = 120;

    private static final Pattern PLACE = Pattern.compile("([A-Z]{2})(-[A-Z0-9]{1,3})?");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /**
     * What annotations cannot say.
     *
     * @throws InvalidInputException naming the field and what is wrong in it
     */
    void requireSense() {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new InvalidInputException("zone", "brand.refused.zone", zone);
        }
        languages.forEach(BrandDraft::requireLanguage);
        requireOnce("languages", languages);
        jurisdictions.forEach(BrandDraft::requirePlace);
        requireOnce("jurisdictions", jurisdictions);
        requireOnce("holidays", holidays.stream().map(BrandHoliday::day).toList());
        links.forEach(link -> requireHttps(link.url()));
        requireOnce("links", links);
    }

    /** By day. */
    Map<LocalDate, String> holidayNames() {
        var names = new LinkedHashMap<LocalDate, String>();
        holidays.forEach(holiday -> names.put(holiday.day(), holiday.name().strip()));
        return names;
    }

    private static void requireLanguage(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            boolean known = Arrays.asList(Locale.getISOLanguages()).contains(locale.getLanguage());
            if (known && locale.toLanguageTag().equals(tag)) {
                return;
            }
        } catch (IllformedLocaleException e) {
            // said below
        }
        throw new InvalidInputException("languages", "brand.refused.language", tag);
    }

    private static void requirePlace(String code) {
        var parts = PLACE.matcher(code);
        boolean known =
                parts.matches()
                        && (COUNTRIES.contains(parts.group(1))
                                || parts.group(1).equals("EU") && parts.group(2) == null);
        if (!known) {
            throw new InvalidInputException("jurisdictions", "brand.refused.jurisdiction", code);
        }
    }

    private static void requireHttps(String url) {
        boolean sound =
                url.startsWith("https://")
                        && WebLink.parse(url)
                                .filter(link -> link.uri().equals(url) && !link.deceptive())
                                .filter(link -> link.asciiDomain().contains("."))
                                .isPresent()
                        && !url.substring("https://".length()).split("[/?#]", 2)[0].contains("@");
        if (!sound) {
            throw new InvalidInputException("links", "brand.refused.link", url);
        }
    }

    private static void requireOnce(String field, List<?> things) {
        var seen = new HashSet<Object>();
        for (Object thing : things) {
            if (!seen.add(thing)) {
                String shown = thing instanceof BrandLink link ? link.url() : thing.toString();
                throw new InvalidInputException(field, "brand.refused.twice", shown);
            }
        }
    }
}
