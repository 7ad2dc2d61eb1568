package org.countersign.safety.matching;

import java.util.List;

/** Digits and signs that stand for letters. */
final class Leet {

    private Leet() {}

    /** The letter a sign stands for; 0 if it is no such sign. */
    static char sign(int codePoint) {
        return switch (codePoint) {
            case '@' -> 'a';
            case '$' -> 's';
            case '!' -> 'i';
            case '+' -> 't';
            case '\u20AC' -> 'e';
            default -> 0;
        };
    }

    /**
     * How else the form can be read: none if it holds no digit or sign, or nothing else; two if a 1
     * may be an i or an l.
     */
    static List<String> readings(String form) {
        boolean any = false;
        boolean one = false;
        boolean lettered = false;
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            one |= c == '1';
            any |= letter(c, 'i') != c;
            lettered |= Character.isLetter(c) || c == '@';
        }
        if (!any || !lettered) {
            return List.of();
        }
        return one ? List.of(read(form, 'i'), read(form, 'l')) : List.of(read(form, 'i'));
    }

    private static String read(String form, char one) {
        StringBuilder out = new StringBuilder(form.length());
        for (int i = 0; i < form.length(); i++) {
            out.append(letter(form.charAt(i), one));
        }
        return out.toString();
    }

    private static char letter(char c, char one) {
        return switch (c) {
            case '0' -> 'o';
            case '1' -> one;
            case '3' -> 'e';
            case '4' -> 'a';
            case '5' -> 's';
            case '7' -> 't';
            case '8' -> 'b';
            case '9' -> 'g';
            default -> sign(c) != 0 ? sign(c) : c;
        };
    }
}
