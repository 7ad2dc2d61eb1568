package org.countersign.safety.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MatchingPropertiesTest {

    @Property
    void foldingTwiceChangesNothing(@ForAll String text) {
        String once = Fold.text(text);
        assertThat(Fold.text(once)).isEqualTo(once);
    }

    @Property
    void plainLettersNeverBecomeOthers(@ForAll("letters") String word) {
        assertThat(Fold.text(word)).isEqualTo(word.toLowerCase(Locale.ROOT));
    }

    @Property
    void offsetsPointAtWhatIsQuoted(
            @ForAll("hostile") String text, @ForAll("phrases") List<String> phrases) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (int i = 0; i < phrases.size(); i++) {
            rules.add(
                    new RuleDefinition(
                            "r" + i,
                            1,
                            RuleKind.PHRASE,
                            phrases.get(i),
                            Action.WARN,
                            "t",
                            "",
                            "",
                            ""));
        }
        Screened screened = PolicyMatcher.compile(rules).screen(ScreeningInput.ofText(text));
        int number = 0;
        for (Finding finding : screened.findings()) {
            assertThat(finding.number()).isEqualTo(++number);
            assertThat(finding.ruleId()).isNotEqualTo(PolicyMatcher.INDETERMINATE);
            assertThat(finding.start()).isBetween(0, finding.end());
            assertThat(finding.end()).isLessThanOrEqualTo(text.length());
            if (finding.ruleId().startsWith("r")) {
                assertThat(finding.start()).isLessThan(finding.end());
                assertThat(text.substring(finding.start(), finding.end()))
                        .isEqualTo(finding.matched());
            }
            assertThat(insidePair(text, finding.start())).isFalse();
            assertThat(insidePair(text, finding.end())).isFalse();
        }
    }

    @Property
    void screeningTwiceSaysTheSame(
            @ForAll("hostile") String text, @ForAll("phrases") List<String> phrases) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (int i = 0; i < phrases.size(); i++) {
            rules.add(
                    new RuleDefinition(
                            "r" + i,
                            1,
                            RuleKind.PHRASE,
                            phrases.get(i),
                            Action.WARN,
                            "t",
                            "",
                            "",
                            ""));
        }
        Screened first = PolicyMatcher.compile(rules).screen(ScreeningInput.ofText(text));
        Collections.reverse(rules);
        assertThat(PolicyMatcher.compile(rules).screen(ScreeningInput.ofText(text)))
                .isEqualTo(first);
    }

    @Property
    void findsExactlyWhatANaiveSearchFinds(
            @ForAll("words") List<String> text, @ForAll("wordLists") List<List<String>> phrases) {
        Set<PhraseTrie.Hit> expected = new HashSet<>();
        for (int phrase = 0; phrase < phrases.size(); phrase++) {
            List<String> words = phrases.get(phrase);
            int offset = 0;
            for (int at = 0; at < text.size(); at++) {
                if (at + words.size() <= text.size()
                        && text.subList(at, at + words.size()).equals(words)) {
                    int length = String.join(" ", words).length();
                    expected.add(new PhraseTrie.Hit(phrase, offset, offset + length));
                }
                offset += text.get(at).length() + 1;
            }
        }
        TokenText tokens = TokenText.of(String.join(" ", text));
        PhraseTrie trie = new PhraseTrie(phrases);
        assertThat(trie.hits(tokens, true)).isEqualTo(expected);
        assertThat(trie.hits(tokens, false)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings().alpha().ofMaxLength(20);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of("aa", "ab", "ba", "bb", "aab").list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<List<String>>> wordLists() {
        return Arbitraries.of("aa", "ab", "ba", "bb", "aab")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> phrases() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "ab",
                        "a b",
                        "aa",
                        "si",
                        "it is",
                        "\u00e4",
                        "\u7121",
                        "as\u00df",
                        "\ud83d\ude00")
                .list()
                .uniqueElements()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "a",
                        "b",
                        "A",
                        "i",
                        "s",
                        "t",
                        "1",
                        "5",
                        "$",
                        "@",
                        "!",
                        "+",
                        " ",
                        ".",
                        "\n",
                        "\u200b",
                        "\u00ad",
                        "\u0301",
                        "\u0430",
                        "\u00e4",
                        "\ud83d\ude00",
                        "\udb40\udc67",
                        "\u7121",
                        "'",
                        "-",
                        "\uff41",
                        "\ufdfa",
                        "\ud835\udc1a",
                        "\u202e",
                        "#",
                        "https://a.example/",
                        "\u3164",
                        "\u0e33",
                        "\u1e9b\u0323",
                        "\ud83d");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(40).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60));
    }

    private static boolean insidePair(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isHighSurrogate(text.charAt(index - 1))
                && Character.isLowSurrogate(text.charAt(index));
    }
}
