package org.countersign.web.shell;

/** The one or two letters that stand for a name in a round or square mark. */
public final class Initials {

    private Initials() {}

    /** First letters of the first and the last word; an unnamed thing gets a middle dot. */
    public static String of(String name) {
        if (name == null || name.isBlank()) {
            return "·";
        }
        String[] words = name.strip().split("\\s+");
        String first = first(words[0]);
        return words.length == 1 ? first : first + first(words[words.length - 1]);
    }

    private static String first(String word) {
        return new String(Character.toChars(Character.toUpperCase(word.codePointAt(0))));
    }
}
