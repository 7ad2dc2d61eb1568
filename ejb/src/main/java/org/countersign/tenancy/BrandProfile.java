package org.countersign.tenancy;

import java.util.List;

/**
 * Everything that is kept of a brand for those who work for it.
 *
 * @param jurisdictions ISO 3166 codes
 * @param voice how the brand speaks
 * @param voiceDo words it likes
 * @param voiceDont words it does not use
 */
public record BrandProfile(
        BrandRow brand,
        String sector,
        List<String> jurisdictions,
        String voice,
        List<String> voiceDo,
        List<String> voiceDont,
        WorkCalendar calendar,
        List<CheckedLink> links) {}
