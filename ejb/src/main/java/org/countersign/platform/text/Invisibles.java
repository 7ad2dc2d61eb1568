package org.countersign.platform.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.Set;

/**
 * Characters that a reader cannot see but that change what is read: zero-width, bidirectional
 * controls, fillers, tags.
 *
 * <p>Joiners and selectors that make an emoji or spell a word in a script that needs them are not
 * among them.
 */
public final class Invisibles {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int CANCEL_TAG = 0xE007F;

    /** In UTF-16 units: longer runs of tags are no flag, however long. */
    private static final int MAX_FLAG = 16;

    /** Letters, yet blank: Hangul fillers. Blank, yet a symbol: the empty braille pattern. */
    private static final Set<Integer> BLANK_LETTERS =
            Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

    /** Scripts whose spelling uses joiners. */
    private static final Set<Integer> JOINING_SCRIPTS =
            Set.of(
                    UScript.ARABIC,
                    UScript.SYRIAC,
                    UScript.MONGOLIAN,
                    UScript.NKO,
                    UScript.DEVANAGARI,
                    UScript.BENGALI,
                    UScript.GURMUKHI,
                    UScript.GUJARATI,
                    UScript.ORIYA,
                    UScript.TAMIL,
                    UScript.TELUGU,
                    UScript.KANNADA,
                    UScript.MALAYALAM,
                    UScript.SINHALA,
                    UScript.KHMER,
                    UScript.MYANMAR,
                    UScript.TIBETAN);

    private Invisibles() {}

    /** Whether the character at this index hides from the reader. */
    public static boolean at(String text, int index) {
        int codePoint = text.codePointAt(index);
        if (!unseen(codePoint)) {
            return false;
        }
        int before = index == 0 ? -1 : text.codePointBefore(index);
        int end = index + Character.charCount(codePoint);
        int after = end == text.length() ? -1 : text.codePointAt(end);
        if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
            return !(joinsEmoji(codePoint, before, after) || spells(before, after));
        }
        if (codePoint == 0xFE0E || codePoint == 0xFE0F) {
            return before < 0 || !UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
        }
        if (codePoint >= 0xE0020 && codePoint <= CANCEL_TAG) {
            return !inFlag(text, index);
        }
        return true;
    }

    /** Whether any character of the text hides. */
    public static boolean in(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (at(text, i)) {
                return true;
            }
        }
        return false;
    }

    /** How people look it up, such as {@code U+202E RIGHT-TO-LEFT OVERRIDE}. */
    public static String name(int codePoint) {
        String name = UCharacter.getName(codePoint);
        return String.format("U+%04X", codePoint) + (name == null ? "" : " " + name);
    }

    /** Whether the character has no shape of its own, wherever it stands. */
    public static boolean unseen(int codePoint) {
        if (codePoint < 0xAD) {
            return false;
        }
        return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR
                || BLANK_LETTERS.contains(codePoint);
    }

    private static boolean joinsEmoji(int joiner, int before, int after) {
        return joiner == ZERO_WIDTH_JOINER
                && before >= 0
                && after >= 0
                && (before == 0xFE0F
                        || UCharacter.hasBinaryProperty(before, UProperty.EMOJI_MODIFIER)
                        || UCharacter.hasBinaryProperty(before, UProperty.EXTENDED_PICTOGRAPHIC))
                && UCharacter.hasBinaryProperty(after, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    private static boolean spells(int before, int after) {
        return before >= 0
                && after >= 0
                && JOINING_SCRIPTS.contains(UScript.getScript(before))
                && JOINING_SCRIPTS.contains(UScript.getScript(after));
    }

    /** A run of tags behind the black flag, closed: the flag of England and the like. */
    private static boolean inFlag(String text, int index) {
        int begin = index;
        while (begin > 0 && index - begin <= MAX_FLAG && tag(text.codePointBefore(begin))) {
            begin -= 2;
        }
        int end = index;
        while (end < text.length() && end - index <= MAX_FLAG && tag(text.codePointAt(end))) {
            end += 2;
        }
        boolean closed = text.codePointBefore(end) == CANCEL_TAG;
        boolean flag = begin >= 2 && text.codePointBefore(begin) == BLACK_FLAG;
        int tags = (end - begin) / 2;
        return flag && closed && tags >= 4 && tags <= 7;
    }

    private static boolean tag(int codePoint) {
        return codePoint >= 0xE0020 && codePoint <= CANCEL_TAG;
    }
}
