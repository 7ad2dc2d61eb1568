package org.countersign.keycloak;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a long password is no better than a short one: a few characters again and again, a row of
 * the keyboard, or words that everybody or every colleague would try, with numbers around them.
 */
final class Guessable {

    private static final int DIFFERENT_AT_LEAST = 5;
    private static final int LEFT_AT_LEAST = 4;
    private static final int NAME_AT_LEAST = 3;

    private static final Pattern REPEATED = Pattern.compile("(.{1,6})\\1+.{0,5}");

    private static final List<String> EVERYBODYS =
            List.of(
                    "abcdefghijklmnopqrstuvwxyz",
                    "administrator",
                    "admin",
                    "asdfghjkl",
                    "changeme",
                    "countersign",
                    "dragon",
                    "football",
                    "geheim",
                    "hallo",
                    "iloveyou",
                    "letmein",
                    "login",
                    "monkey",
                    "passwort",
                    "password",
                    "princess",
                    "qazwsx",
                    "qwertyuiop",
                    "qwertzuiop",
                    "qwerty",
                    "qwertz",
                    "secret",
                    "sommer",
                    "sunshine",
                    "summer",
                    "welcome",
                    "willkommen",
                    "winter",
                    "zxcvbnm");

    private Guessable() {}

    /**
     * @param names what a colleague knows: the person's names, mail address, agency
     */
    static boolean is(String password, Collection<String> names) {
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.chars().distinct().count() < DIFFERENT_AT_LEAST
                || REPEATED.matcher(plain).matches()) {
            return true;
        }
        return left(plain, names) < LEFT_AT_LEAST || left(letters(plain), names) < LEFT_AT_LEAST;
    }

    /** How many letters remain when known words are struck, longest first. */
    private static int left(String text, Collection<String> names) {
        var known =
                Stream.concat(
                                EVERYBODYS.stream(),
                                names.stream()
                                        .flatMap(name -> Stream.of(name.split("[^\\p{L}]+")))
                                        .map(part -> part.toLowerCase(Locale.ROOT)))
                        .filter(word -> word.length() >= NAME_AT_LEAST)
                        .sorted(Comparator.comparing(String::length).reversed())
                        .toList();
        var rest = text;
        for (var name : names) {
            for (var whole : name.toLowerCase(Locale.ROOT).split("[@\\s]+")) {
                rest = whole.length() < NAME_AT_LEAST ? rest : rest.replace(whole, "");
            }
        }
        rest = rest.replaceAll("[^\\p{L}]", "");
        for (var word : known) {
            rest = rest.replace(word, "");
        }
        return (int) rest.chars().distinct().count();
    }

    /** What people write for letters, read as letters. */
    private static String letters(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('@', 'a')
                .replace('$', 's')
                .replace('!', 'i');
    }
}
