package org.countersign.safety.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Measures the engine on public data; third-party sets, none of them used to tune it. */
class PublicDataTest {

    private static final System.Logger LOG = System.getLogger(PublicDataTest.class.getName());

    /** What is left are words of the lexicon itself, in another sense. */
    @Test
    void firesOnInnocentPhrasesOnlyWhereTheyHoldTheVeryWord() {
        List<String> lexicon = SharedData.lines("ldnoobw", "en");
        PhraseTrie trie = new PhraseTrie(phrases(lexicon));
        List<String> innocent = SharedData.lines("rustrict-fp", "false_positives.txt");
        List<String> fired =
                innocent.stream()
                        .filter(line -> !trie.hits(TokenText.of(line), false).isEmpty())
                        .toList();
        List<String> plain =
                innocent.stream()
                        .filter(line -> !trie.hits(TokenText.of(line), true).isEmpty())
                        .toList();
        report("false positives on innocent phrases", fired.size(), innocent.size());
        assertThat(fired).isEqualTo(plain);
        assertThat(fired.size() / (double) innocent.size())
                .as("fired on %s", fired)
                .isLessThan(0.0011);
    }

    @Test
    void seesThroughMoreDisguisesThanAPlainSearch() {
        PolicyMatcher matcher = lexicon("en");
        List<String> bad = SharedData.lines("rustrict-fp", "test_positive.txt");
        long found = bad.stream().filter(line -> fires(matcher, line)).count();
        report("recall on disguised words, small lexicon", found, bad.size());
        assertThat(found / (double) bad.size()).isGreaterThan(0.18);
    }

    @Test
    void readsMostLookAlikesOfLetters() {
        int pairs = 0;
        int folded = 0;
        for (String line : SharedData.lines("unicode-confusables", "confusables.txt")) {
            String[] columns = line.replace("\ufeff", "").split(";");
            if (line.startsWith("#") || columns.length < 3) {
                continue;
            }
            String source = text(columns[0]);
            String target = text(columns[1]);
            boolean toLetter = target.length() == 1 && target.matches("[A-Za-z]");
            if (toLetter
                    && source.codePointCount(0, source.length()) == 1
                    && source.codePointAt(0) > 0x7F) {
                pairs++;
                String letter = Fold.text(target);
                boolean same =
                        Fold.text(source).equals(letter)
                                || Fold.look(source.codePointAt(0)).equals(letter);
                folded += same ? 1 : 0;
            }
        }
        report("look-alikes folded to their letter", folded, pairs);
        assertThat(folded / (double) pairs).isGreaterThan(0.94);
    }

    @Test
    void makesNoTwoLexiconWordsOne() {
        Map<String, Set<String>> byFold = new HashMap<>();
        for (String word : SharedData.lines("ldnoobw", "en")) {
            byFold.computeIfAbsent(Fold.text(word), f -> new TreeSet<>())
                    .add(word.toLowerCase(Locale.ROOT));
        }
        assertThat(
                        byFold.values().stream()
                                .filter(words -> words.size() > 1)
                                .collect(Collectors.toList()))
                .isEmpty();
    }

    @Test
    void survivesTheBigListOfNaughtyStrings() {
        PolicyMatcher matcher = lexicon("en");
        for (String line : SharedData.lines("blns", "blns.txt")) {
            Screened screened = matcher.screen(ScreeningInput.ofText(line));
            assertThat(screened.findings())
                    .noneMatch(f -> f.ruleId().equals(PolicyMatcher.INDETERMINATE));
        }
    }

    private static boolean fires(PolicyMatcher matcher, String line) {
        return matcher.screen(ScreeningInput.ofText(line)).findings().stream()
                .anyMatch(finding -> finding.ruleId().startsWith("w"));
    }

    private static List<List<String>> phrases(List<String> lexicon) {
        return lexicon.stream().map(TokenText::phrase).filter(words -> !words.isEmpty()).toList();
    }

    private static PolicyMatcher lexicon(String language) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (String word : SharedData.lines("ldnoobw", language)) {
            RuleDefinition rule =
                    new RuleDefinition(
                            "w" + rules.size(),
                            1,
                            RuleKind.PHRASE,
                            word,
                            Action.WARN,
                            "t",
                            "",
                            "",
                            "");
            if (!word.isBlank() && rule.matchable()) {
                rules.add(rule);
            }
        }
        return PolicyMatcher.compile(rules);
    }

    private static String text(String hex) {
        return Arrays.stream(hex.strip().split(" "))
                .map(point -> Character.toString(Integer.parseInt(point, 16)))
                .collect(Collectors.joining());
    }

    private static void report(String what, long part, long whole) {
        LOG.log(
                System.Logger.Level.INFO,
                String.format(
                        Locale.ROOT,
                        "%s: %d of %d = %.4f",
                        what,
                        part,
                        whole,
                        part / (double) whole));
    }
}
