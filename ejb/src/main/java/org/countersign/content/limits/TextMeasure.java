package org.countersign.content.limits;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;

/** Counts text the ways networks count it. */
public final class TextMeasure {

    private TextMeasure() {}

    /**
     * Extended grapheme clusters: a family emoji, a flag, a letter with its marks count one each.
     */
    public static int graphemes(String text) {
        BreakIterator characters = BreakIterator.getCharacterInstance(ULocale.ROOT);
        characters.setText(text);
        int count = 0;
        while (characters.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    /** Bytes in UTF-8. */
    public static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static long in(Limit.Unit unit, String text) {
        return switch (unit) {
            case GRAPHEMES -> graphemes(text);
            case BYTES -> utf8Bytes(text);
            case COUNT -> throw new IllegalArgumentException("text is not counted in things");
        };
    }
}
