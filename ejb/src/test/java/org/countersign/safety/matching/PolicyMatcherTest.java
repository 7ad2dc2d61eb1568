package org.countersign.safety.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyMatcherTest {

    @Test
    void findsAPhraseWhereItStandsAndSaysWhy() {
        PolicyMatcher matcher =
                PolicyMatcher.compile(
                        List.of(
                                new RuleDefinition(
                                        "health",
                                        3,
                                        RuleKind.PHRASE,
                                        "catch a cold",
                                        Action.BLOCK,
                                        "Health claims",
                                        "Coffee may not claim to prevent illness.",
                                        "EU 1924/2006",
                                        "Speak of taste.")));
        Screened screened =
                matcher.screen(ScreeningInput.ofText("Never CATCH a  c\u00f3ld again!"));

        assertThat(screened.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(screened.policyDigest()).isEqualTo(matcher.policyDigest()).hasSize(64);
        assertThat(screened.engineVersion()).isEqualTo(PolicyMatcher.ENGINE_VERSION);
        assertThat(screened.findings())
                .containsExactly(
                        new Finding(
                                1,
                                "health",
                                3,
                                Action.BLOCK,
                                Surface.TEXT,
                                0,
                                6,
                                19,
                                "CATCH a  c\u00f3ld",
                                "Health claims",
                                "Coffee may not claim to prevent illness.",
                                "EU 1924/2006",
                                "Speak of taste."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    free | It is FREE.               | FREE
                    free | Get it \uff46\uff52\uff45\uff45 now | \uff46\uff52\uff45\uff45
                    free | \ud835\udc1f\ud835\udc2b\ud835\udc1e\ud835\udc1e | \ud835\udc1f\ud835\udc2b\ud835\udc1e\ud835\udc1e
                    free | fr\u0435e stuff            | fr\u0435e
                    free | f\u200bree                 | f\u200bree
                    free | fr\u00adee                 | fr\u00adee
                    free | f\u0337r\u0337e\u0337e\u0337 beer | f\u0337r\u0337e\u0337e\u0337
                    buy  | \u0412UY it                | \u0412UY
                    \u0432\u043e\u0434\u0430 | \u0412\u041e\u0414\u0410 | \u0412\u041e\u0414\u0410
                    free | fr33                       | fr33
                    free | so freeeee today           | freeeee
                    free | f r e e                    | f r e e
                    free | it is f.r.e.e!             | f.r.e.e
                    free | fr3333e                    | fr3333e
                    lies | all l1es                   | l1es
                    shit | $h1t                       | $h1t
                    shit | sh!t!                      | sh!t
                    ass  | a$$                        | a$$
                    ass  | @$$                        | @$$
                    catch a cold | never #CatchACold again | CatchACold
                    catchacold | never #CatchACold again | CatchACold
                    '#CatchACold' | a #catchacold  | catchacold
                    cold | #Cold #coldbrew     | Cold
                    brew | #ColdBrew           | Brew
                    tube | YouTube             |
                    ass  | class, assess              |
                    hell | he'll come                 |
                    free | carefree                   |
                    buy now | buy\u200bnow             | buy\u200bnow
                    buy now | BUY \ud83d\udd25 now     | BUY \ud83d\udd25 now
                    can't lose | you can\u2019t lose   | can\u2019t lose
                    größte | der GROESSTE             |
                    größte | der GR\u00d6SSTE          | GR\u00d6SSTE
                    \u7121\u6599 | \u5b8c\u5168\u7121\u6599\u3067\u3059 | \u7121\u6599
                    \ud83c\udf7a | one \ud83c\udf7a please | \ud83c\udf7a
                    100 % natural | 100% natural      | 100% natural
                    """)
    void seesThroughDisguisesButNotIntoOtherWords(String phrase, String text, String matched) {
        if (matched == null) {
            assertThat(findings(phrase, text)).isEmpty();
        } else {
            assertThat(findings(phrase, text)).containsExactly(matched);
        }
    }

    @Test
    void takesAlternatives() {
        assertThat(findings("gift|give away", "A gift we give away"))
                .containsExactly("gift", "give away");
    }

    @Test
    void asksForWhatIsRequired() {
        PolicyMatcher matcher = matcher(RuleKind.REQUIRED, "#ad|#anzeige", Action.BLOCK);
        assertThat(verdict(matcher, "New shoes! #ad")).isEqualTo(Verdict.PASS);
        assertThat(verdict(matcher, "Neue Schuhe #Anzeige")).isEqualTo(Verdict.PASS);
        assertThat(verdict(matcher, "New shoes, an ad")).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(matcher, "New shoes #advent")).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(matcher, "New shoes #AdFree")).isEqualTo(Verdict.BLOCK);
        assertThat(
                        verdict(
                                matcher(RuleKind.REQUIRED, "drink responsibly", Action.LEGAL),
                                "Dr1nk responsibly"))
                .isEqualTo(Verdict.LEGAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://evil.example/x",
                "see https://a.b.evil.example",
                "see evil.example!",
                "see EVIL.Example/path",
                "https://good.example@evil.example",
                "see www.evil.example"
            })
    void findsDeniedDomains(String text) {
        assertThat(verdict(matcher(RuleKind.LINK, "*.evil.example", Action.BLOCK), text))
                .isEqualTo(Verdict.BLOCK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://notevil.example",
                "https://evil.example.com",
                "evil example",
                "https://good.example/evil.example"
            })
    void leavesOtherDomainsAlone(String text) {
        assertThat(verdict(matcher(RuleKind.LINK, "evil.example", Action.BLOCK), text))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void blocksDeceptiveLinksWhateverThePolicy() {
        PolicyMatcher empty = PolicyMatcher.compile(List.of());
        assertThat(verdict(empty, "https://p\u0430ypal.com")).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(empty, "go to p\u0430ypal.com")).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(empty, "https://google.com@evil.example")).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(empty, "https://b\u00fccher.example")).isEqualTo(Verdict.PASS);
        assertThat(verdict(empty, "\u0442.\u0435. \u0445\u043e\u0440\u043e\u0448\u043e"))
                .isEqualTo(Verdict.PASS);
        assertThat(verdict(empty, "https://\u0441\u043e\u0440.\u0440\u0444"))
                .isEqualTo(Verdict.PASS);
        assertThat(verdict(empty, "https://\u0441\u043e\u0440.com")).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void showsHiddenCharactersAndMissingAltTexts() {
        PolicyMatcher empty = PolicyMatcher.compile(List.of());
        assertThat(verdict(empty, "pay\u200bday")).isEqualTo(Verdict.WARN);
        assertThat(verdict(empty, "abc\u202edef")).isEqualTo(Verdict.LEGAL);
        Screened images =
                empty.screen(new ScreeningInput("x", List.of("A cup", " \u200b"), List.of()));
        assertThat(images.findings())
                .extracting(Finding::ruleId, Finding::surface, Finding::item)
                .contains(tuple("built-in.alt-text-missing", Surface.ALT_TEXT, 2));
    }

    @Test
    void looksAtAltTextsAndLinksToo() {
        PolicyMatcher matcher = matcher(RuleKind.PHRASE, "secret", Action.BLOCK);
        assertThat(
                        matcher.screen(
                                        new ScreeningInput(
                                                "ok",
                                                List.of("a Secret cup"),
                                                List.of("https://a.example/secret")))
                                .findings())
                .extracting(Finding::surface, Finding::item, Finding::matched)
                .containsExactly(
                        tuple(Surface.LINK, 1, "secret"), tuple(Surface.ALT_TEXT, 1, "Secret"));
    }

    @Test
    void keepsARuleToItsSurfaces() {
        RuleDefinition tagsOnly =
                new RuleDefinition(
                        "r",
                        1,
                        RuleKind.PHRASE,
                        "win",
                        Action.BLOCK,
                        "t",
                        "",
                        "",
                        Set.of(Surface.HASHTAG),
                        "");
        PolicyMatcher matcher = PolicyMatcher.compile(List.of(tagsOnly));
        assertThat(verdict(matcher, "we win")).isEqualTo(Verdict.PASS);
        assertThat(verdict(matcher, "we #win")).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void whatCannotBeEvaluatedGoesToLegalReview() {
        for (RuleDefinition hollow :
                List.of(
                        rule("r", RuleKind.PHRASE, "!!!", Action.WARN),
                        rule("r", RuleKind.PHRASE, "a||b", Action.WARN),
                        rule("r", RuleKind.LINK, "not a domain", Action.WARN))) {
            assertThat(hollow.matchable()).isFalse();
            Screened screened =
                    PolicyMatcher.compile(List.of(hollow)).screen(ScreeningInput.ofText("fine"));
            assertThat(screened.verdict()).isEqualTo(Verdict.LEGAL);
            assertThat(screened.findings())
                    .extracting(Finding::ruleId)
                    .containsExactly(PolicyMatcher.INDETERMINATE);
        }
    }

    @Test
    void theWorstFindingDecides() {
        PolicyMatcher matcher =
                PolicyMatcher.compile(
                        List.of(
                                rule("a", RuleKind.PHRASE, "one", Action.WARN),
                                rule("b", RuleKind.PHRASE, "two", Action.LEGAL),
                                rule("c", RuleKind.PHRASE, "three", Action.BLOCK)));
        assertThat(verdict(matcher, "none")).isEqualTo(Verdict.PASS);
        assertThat(verdict(matcher, "one")).isEqualTo(Verdict.WARN);
        assertThat(verdict(matcher, "two one")).isEqualTo(Verdict.LEGAL);
        assertThat(verdict(matcher, "one three two")).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void theDigestFollowsEveryChangeButNotTheOrder() {
        RuleDefinition a = rule("a", RuleKind.PHRASE, "one", Action.WARN);
        RuleDefinition b = rule("b", RuleKind.PHRASE, "two", Action.WARN);
        String digest = PolicyMatcher.compile(List.of(a, b)).policyDigest();
        assertThat(PolicyMatcher.compile(List.of(b, a)).policyDigest()).isEqualTo(digest);
        assertThat(PolicyMatcher.compile(List.of(a)).policyDigest()).isNotEqualTo(digest);
        assertThat(
                        PolicyMatcher.compile(
                                        List.of(a, rule("b", RuleKind.PHRASE, "two", Action.LEGAL)))
                                .policyDigest())
                .isNotEqualTo(digest);
        assertThatThrownBy(() -> PolicyMatcher.compile(List.of(a, a)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findingsSurviveTheirJson() {
        List<Finding> findings =
                matcher(RuleKind.PHRASE, "two", Action.WARN)
                        .screen(ScreeningInput.ofText("one two"))
                        .findings();
        assertThat(findings).hasSize(1);
        assertThat(Finding.fromJson(Finding.toJson(findings))).isEqualTo(findings);
    }

    @Test
    void anyNumberOfPicturesBetweenTwoWordsIsPassedOver() {
        String text = "buy" + "\ud83d\udd25".repeat(20_000) + "now";
        assertThat(verdict(matcher(RuleKind.PHRASE, "buy now", Action.BLOCK), text))
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void aLongTextAndManyRulesStayFast() {
        List<RuleDefinition> many =
                IntStream.range(0, 5000)
                        .mapToObj(
                                i ->
                                        rule(
                                                "r" + i,
                                                RuleKind.PHRASE,
                                                "word" + i + " other",
                                                Action.WARN))
                        .toList();
        PolicyMatcher matcher = PolicyMatcher.compile(many);
        String hostile = "a b c d e 1 2 3 $ @ ! ".repeat(500) + "aaa\u200b".repeat(500);
        for (int i = 0; i < 20; i++) {
            assertThat(matcher.screen(ScreeningInput.ofText(hostile)).findings()).isNotNull();
        }
    }

    private static List<String> findings(String phrase, String text) {
        return matcher(RuleKind.PHRASE, phrase, Action.WARN)
                .screen(ScreeningInput.ofText(text))
                .findings()
                .stream()
                .filter(finding -> finding.ruleId().equals("r"))
                .map(Finding::matched)
                .toList();
    }

    private static PolicyMatcher matcher(RuleKind kind, String pattern, Action action) {
        return PolicyMatcher.compile(List.of(rule("r", kind, pattern, action)));
    }

    private static RuleDefinition rule(String id, RuleKind kind, String pattern, Action action) {
        return new RuleDefinition(id, 1, kind, pattern, action, "t", "", "", "");
    }

    private static Verdict verdict(PolicyMatcher matcher, String text) {
        return matcher.screen(ScreeningInput.ofText(text)).verdict();
    }
}
