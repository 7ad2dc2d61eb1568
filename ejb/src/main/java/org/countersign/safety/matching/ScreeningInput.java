package org.countersign.safety.matching;

import java.util.List;

/**
 * All of a variant that readers will meet.
 *
 * @param altTexts one per image, empty where there is none
 * @param links addresses beside the text, such as a link card's
 */
public record ScreeningInput(String text, List<String> altTexts, List<String> links) {

    public ScreeningInput {
        altTexts = List.copyOf(altTexts);
        links = List.copyOf(links);
    }

    public static ScreeningInput ofText(String text) {
        return new ScreeningInput(text, List.of(), List.of());
    }
}
