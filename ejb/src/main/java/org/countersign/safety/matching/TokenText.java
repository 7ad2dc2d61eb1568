package org.countersign.safety.matching;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.countersign.platform.text.Invisibles;

/**
 * A text as folded words with their original offsets, and the other ways to read it.
 *
 * <p>The text is a lattice: from each word on, one or more edges lead to a later word, each with
 * the forms it may be read as: as it stands, with digits and signs read as letters, with stretched
 * letters shortened, with letters spelt out one by one put together, with hidden characters left
 * out, with a hashtag taken apart at its capitals.
 */
final class TokenText {

    /** A word and where it stands. */
    private record Word(
            String form,
            String look,
            int start,
            int end,
            boolean skippable,
            boolean single,
            boolean part) {}

    /**
     * One way on.
     *
     * @param plain how it stands there, hidden characters left out
     * @param readings how else it can be read
     * @param next the word that follows
     */
    record Edge(Set<String> plain, Set<String> readings, int start, int end, int next) {}

    private static final int MAX_SPELT = 16;
    private static final Set<Integer> UNSPACED_SCRIPTS =
            Set.of(
                    UScript.HAN,
                    UScript.HIRAGANA,
                    UScript.KATAKANA,
                    UScript.THAI,
                    UScript.LAO,
                    UScript.KHMER,
                    UScript.MYANMAR);

    private final String source;
    private final List<Word> words = new ArrayList<>();
    private final List<List<Edge>> edges = new ArrayList<>();

    private TokenText(String source) {
        this.source = source;
    }

    /** The words of a pattern, as they are looked for. */
    static List<String> phrase(String pattern) {
        TokenText text = new TokenText(pattern);
        text.readWords(false);
        return text.words.stream().map(Word::form).filter(form -> !form.isEmpty()).toList();
    }

    static TokenText of(String source) {
        TokenText text = new TokenText(source);
        text.readWords(true);
        for (int i = 0; i < text.words.size(); i++) {
            Word word = text.words.get(i);
            List<Edge> out = new ArrayList<>();
            if (!word.form().isEmpty()) {
                Set<String> readings = readings(word.form(), word.look());
                if (word.part()) {
                    readings.add(word.form());
                }
                Set<String> plain = word.part() ? Set.of() : Set.of(word.form());
                out.add(new Edge(plain, readings, word.start(), word.end(), i + 1));
            }
            text.edges.add(out);
        }
        text.joinChunks();
        text.joinSpelt();
        return text;
    }

    int size() {
        return words.size();
    }

    List<Edge> edges(int word) {
        return edges.get(word);
    }

    /** Whether a phrase may go on past this word, as past an emoji. */
    boolean skippable(int word) {
        return words.get(word).skippable();
    }

    private void readWords(boolean takeHashtagsApart) {
        StringBuilder form = new StringBuilder();
        StringBuilder look = new StringBuilder();
        int start = -1;
        int end = -1;
        boolean hashtag = false;
        boolean part = false;
        for (int i = 0; i < source.length(); ) {
            int codePoint = source.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            String folded = Fold.of(codePoint);
            if (folded.isEmpty() && start >= 0 && !Invisibles.unseen(codePoint)) {
                // an accent belongs to its letter
                end = next;
            } else if (!folded.isEmpty() && folded.codePoints().allMatch(TokenText::wordly)) {
                boolean alone = unspaced(codePoint);
                boolean hump = hashtag && start >= 0 && hump(i, next);
                if ((alone || hump) && start >= 0) {
                    words.add(word(form, look, start, end, part || hump));
                    part = hump;
                    start = -1;
                }
                if (start < 0) {
                    start = i;
                    form.setLength(0);
                    look.setLength(0);
                }
                form.append(folded);
                look.append(Fold.look(codePoint));
                end = next;
                if (alone) {
                    words.add(new Word(folded, folded, start, end, false, false, false));
                    start = -1;
                }
            } else {
                if (start >= 0) {
                    words.add(word(form, look, start, end, part));
                    start = -1;
                }
                part = false;
                hashtag = takeHashtagsApart && (codePoint == '#' || codePoint == 0xFF03);
                if (pictograph(codePoint)) {
                    String sign = Character.toString(codePoint);
                    words.add(new Word(sign, sign, i, next, true, false, false));
                } else if (codePoint == '@' && aloneAmongSigns(i)) {
                    words.add(new Word("", "", i, next, true, false, false));
                }
            }
            i = next;
        }
        if (start >= 0) {
            words.add(word(form, look, start, end, part));
        }
    }

    /** Whether a capital begins a word inside a hashtag: {@code #FreeBeer}, {@code #ACupADay}. */
    private boolean hump(int index, int next) {
        if (!Character.isUpperCase(source.codePointAt(index))) {
            return false;
        }
        return !Character.isUpperCase(source.codePointBefore(index))
                || (next < source.length() && Character.isLowerCase(source.codePointAt(next)));
    }

    private static Word word(
            StringBuilder form, StringBuilder look, int start, int end, boolean part) {
        return new Word(
                form.toString(),
                look.toString(),
                start,
                end,
                false,
                form.codePointCount(0, form.length()) == 1,
                part);
    }

    /** Whether the sign begins a run of signs without a letter, such as {@code @$$}. */
    private boolean aloneAmongSigns(int index) {
        if (index > 0 && inChunk(source.codePointBefore(index))) {
            return false;
        }
        int signs = 0;
        for (int i = index; i < source.length() && inChunk(source.charAt(i)); i++) {
            if (Leet.sign(source.charAt(i)) == 0) {
                return false;
            }
            signs++;
        }
        return signs >= 2;
    }

    /**
     * Runs of letters, digits, signs read as letters and hidden characters are read as one word.
     */
    private void joinChunks() {
        int first = 0;
        while (first < words.size()) {
            Word begin = words.get(first);
            int from = begin.start();
            while (from > 0 && inChunk(source.codePointBefore(from))) {
                from -= Character.charCount(source.codePointBefore(from));
            }
            int to = begin.start();
            while (to < source.length() && inChunk(source.codePointAt(to))) {
                to += Character.charCount(source.codePointAt(to));
            }
            int next = first;
            while (next < words.size() && words.get(next).start() < Math.max(to, begin.end())) {
                next++;
            }
            if (to > begin.start()) {
                joinChunk(first, next, from, to);
            }
            first = next;
        }
    }

    private void joinChunk(int first, int next, int from, int to) {
        StringBuilder joined = new StringBuilder();
        StringBuilder look = new StringBuilder();
        boolean signs = false;
        int begin = -1;
        int end = from;
        int bareEnd = from;
        for (int i = from; i < to; ) {
            int codePoint = source.codePointAt(i);
            int after = i + Character.charCount(codePoint);
            if (Leet.sign(codePoint) != 0) {
                signs = true;
                joined.appendCodePoint(codePoint);
                look.appendCodePoint(codePoint);
            } else {
                joined.append(Fold.of(codePoint));
                look.append(Fold.look(codePoint));
            }
            if (!Invisibles.unseen(codePoint)) {
                begin = begin < 0 ? i : begin;
                end = after;
                bareEnd = codePoint == '!' || codePoint == '+' ? bareEnd : after;
            }
            i = after;
        }
        if (begin < 0 || (!signs && next - first == 1)) {
            return;
        }
        String whole = joined.toString();
        if (!signs) {
            Set<String> readings = readings(whole, look.toString());
            edges.get(first).add(new Edge(Set.of(whole), readings, begin, end, next));
            return;
        }
        edges.get(first)
                .add(new Edge(Set.of(), readings(whole, look.toString()), begin, end, next));
        String bare = withoutTail(joined);
        if (!bare.equals(whole) && bareEnd > begin) {
            Set<String> readings = readings(bare, withoutTail(look));
            edges.get(first).add(new Edge(Set.of(), readings, begin, bareEnd, next));
        }
    }

    private static String withoutTail(StringBuilder form) {
        return form.toString().replaceFirst("[!+]+$", "");
    }

    /** Letters set one by one, such as {@code s h i p} or {@code s.h.i.p}. */
    private void joinSpelt() {
        for (int first = 0; first < words.size(); first++) {
            if (!words.get(first).single()) {
                continue;
            }
            StringBuilder joined = new StringBuilder(words.get(first).form());
            StringBuilder look = new StringBuilder(words.get(first).look());
            for (int last = first + 1;
                    last < words.size() && last - first < MAX_SPELT && spelt(last);
                    last++) {
                joined.append(words.get(last).form());
                look.append(words.get(last).look());
                boolean lettered = joined.chars().filter(Character::isLetter).count() >= 2;
                if (last - first >= 2 && lettered) {
                    String form = joined.toString();
                    Set<String> forms = new LinkedHashSet<>(readings(form, look.toString()));
                    forms.add(form);
                    edges.get(first)
                            .add(
                                    new Edge(
                                            Set.of(),
                                            forms,
                                            words.get(first).start(),
                                            words.get(last).end(),
                                            last + 1));
                }
            }
        }
    }

    private boolean spelt(int index) {
        Word word = words.get(index);
        String gap = source.substring(words.get(index - 1).end(), word.start());
        return word.single()
                && gap.length() <= 3
                && gap.chars().noneMatch(c -> c == '\'' || c == '\u2019' || c == '\n');
    }

    private static Set<String> readings(String form, String look) {
        Set<String> readings = new LinkedHashSet<>();
        addReadings(form, readings);
        if (!look.equals(form)) {
            readings.add(look);
            addReadings(look, readings);
        }
        readings.remove(form);
        return readings;
    }

    private static void addReadings(String form, Set<String> readings) {
        Stretch.shortened(form, 1).ifPresent(readings::add);
        Stretch.shortened(form, 2).ifPresent(readings::add);
        for (String read : Leet.readings(form)) {
            readings.add(read);
            Stretch.shortened(read, 1).ifPresent(readings::add);
            Stretch.shortened(read, 2).ifPresent(readings::add);
        }
    }

    private static boolean inChunk(int codePoint) {
        if (Leet.sign(codePoint) != 0 || Invisibles.unseen(codePoint)) {
            return true;
        }
        String folded = Fold.of(codePoint);
        return !unspaced(codePoint)
                && (folded.isEmpty() || folded.codePoints().allMatch(TokenText::wordly));
    }

    private static boolean wordly(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER ->
                            true;
                    default -> false;
                };
    }

    private static boolean unspaced(int codePoint) {
        return codePoint >= 0xE00 && UNSPACED_SCRIPTS.contains(UScript.getScript(codePoint));
    }

    private static boolean pictograph(int codePoint) {
        return codePoint > 0x7F
                && (UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC)
                        || Character.getType(codePoint) == Character.OTHER_SYMBOL);
    }
}
