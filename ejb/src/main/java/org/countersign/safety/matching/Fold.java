package org.countersign.safety.matching;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.platform.text.Invisibles;

/**
 * Reduces a code point to what it is read as: case, width, font, accents and look-alikes of Latin
 * letters vanish.
 *
 * <p>ASCII letters are never changed but for their case, so no two English words become one. Each
 * code point folds alone, which keeps offsets exact; folding what is folded changes nothing.
 */
final class Fold {

    private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFKDInstance();
    private static final SpoofChecker LOOKS = new SpoofChecker.Builder().build();

    /** The Japanese voicing marks make another letter, not an accented one. */
    private static final int VOICED = 0x3099;

    private static final int SEMI_VOICED = 0x309A;

    private static final String[] ASCII = new String[0x80];
    private static final Map<Integer, String> OTHERS = new ConcurrentHashMap<>();
    private static final Map<Integer, String> LOOKALIKES = new ConcurrentHashMap<>();

    static {
        for (int c = 0; c < ASCII.length; c++) {
            ASCII[c] = String.valueOf((char) Character.toLowerCase(c));
        }
    }

    private Fold() {}

    /** What the code point is read as; empty if it is not read at all. */
    static String of(int codePoint) {
        if (codePoint < ASCII.length) {
            return ASCII[codePoint];
        }
        return bare(codePoint)
                ? Character.toString(codePoint)
                : OTHERS.computeIfAbsent(codePoint, Fold::folded);
    }

    /**
     * What a capital of another script is taken for, such as the Cyrillic В for a B; where that
     * differs from {@link #of} both readings count, since the small letter looks different.
     */
    static String look(int codePoint) {
        if (codePoint < ASCII.length) {
            return ASCII[codePoint];
        }
        return bare(codePoint)
                ? Character.toString(codePoint)
                : LOOKALIKES.computeIfAbsent(codePoint, Fold::looked);
    }

    static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> out.append(of(codePoint)));
        return out.toString();
    }

    /** Code points without a meaning are not worth a place in the table; there are a million. */
    private static boolean bare(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return (type == UCharacterCategory.UNASSIGNED || type == UCharacterCategory.PRIVATE_USE)
                && !Invisibles.unseen(codePoint);
    }

    private static String looked(int codePoint) {
        if (Character.isLetter(codePoint)
                || Character.getType(codePoint) == Character.LETTER_NUMBER) {
            String skeleton = LOOKS.getSkeleton(Character.toString(codePoint));
            if (skeleton.length() == 1 && asciiLetter(skeleton.charAt(0))) {
                return skeleton.toLowerCase(Locale.ROOT);
            }
        }
        return of(codePoint);
    }

    private static String folded(int codePoint) {
        String current = Character.toString(codePoint);
        for (int round = 0; round < 8; round++) {
            String next = once(current);
            if (next.equals(current)) {
                return current;
            }
            current = next;
        }
        return current;
    }

    private static String once(String text) {
        StringBuilder out = new StringBuilder();
        DECOMPOSED
                .normalize(CASEFOLD.normalize(text))
                .codePoints()
                .forEach(
                        codePoint -> {
                            if (codePoint < 0x80) {
                                out.append(ASCII[codePoint]);
                            } else if (!Invisibles.unseen(codePoint) && !accent(codePoint)) {
                                out.append(lookAlike(codePoint));
                            }
                        });
        return out.toString();
    }

    private static boolean accent(int codePoint) {
        int type = Character.getType(codePoint);
        return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK)
                && codePoint != VOICED
                && codePoint != SEMI_VOICED
                && UScript.getScript(codePoint) == UScript.INHERITED;
    }

    private static String lookAlike(int codePoint) {
        if (Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER) {
            return Integer.toString(UCharacter.digit(codePoint, 10));
        }
        if (!Character.isLetter(codePoint)
                && Character.getType(codePoint) != Character.OTHER_SYMBOL) {
            return Character.toString(codePoint);
        }
        String skeleton = LOOKS.getSkeleton(Character.toString(codePoint));
        if (skeleton.length() == 1 && asciiLetter(skeleton.charAt(0))) {
            return skeleton.toLowerCase(Locale.ROOT);
        }
        return Character.toString(codePoint);
    }

    private static boolean asciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
