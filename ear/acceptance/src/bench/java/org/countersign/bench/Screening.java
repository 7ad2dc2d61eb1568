package org.countersign.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.safety.matching.Action;
import org.countersign.safety.matching.PolicyMatcher;
import org.countersign.safety.matching.RuleDefinition;
import org.countersign.safety.matching.RuleKind;
import org.countersign.safety.matching.Screened;
import org.countersign.safety.matching.ScreeningInput;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One post against one brand's phrases, as while typing. The reference is what one would write
 * without an engine: one case-insensitive expression for each phrase, which finds less, since it
 * sees through no disguise.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Screening {

    private static final String POST =
            "Winter blend is back: cocoa, dried plum, a little smoke. Roasted Tuesday, on the shelf today. "
                    + "Two cups before noon and phrase 7 of morning calm. 250 g for 9.80, in both shops, "
                    + "until the last bag is gone. #WinterBlend https://haldenroast.example/winter ";

    @Param({"20", "200"})
    int rules;

    @Param({"280", "2000"})
    int characters;

    private String text;
    private PolicyMatcher policy;
    private List<Pattern> expressions;

    @Setup
    public void prepare() {
        text = POST.repeat(characters / POST.length() + 1).substring(0, characters);
        List<String> phrases =
                IntStream.range(0, rules).mapToObj(i -> "phrase " + i + " of morning calm").toList();
        policy =
                PolicyMatcher.compile(
                        phrases.stream()
                                .map(
                                        phrase ->
                                                new RuleDefinition(
                                                        phrase,
                                                        1,
                                                        RuleKind.PHRASE,
                                                        phrase,
                                                        Action.BLOCK,
                                                        phrase,
                                                        "",
                                                        "",
                                                        ""))
                                .collect(Collectors.toList()));
        expressions =
                phrases.stream()
                        .map(
                                phrase ->
                                        Pattern.compile(
                                                "\\b" + Pattern.quote(phrase) + "\\b",
                                                Pattern.CASE_INSENSITIVE
                                                        | Pattern.UNICODE_CASE))
                        .toList();
    }

    @Benchmark
    public Screened engine() {
        return policy.screen(ScreeningInput.ofText(text));
    }

    @Benchmark
    public long expressions() {
        return expressions.stream().map(e -> e.matcher(text)).filter(Matcher::find).count();
    }
}
