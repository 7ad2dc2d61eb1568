package org.countersign.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSegmentsTest {

    @Test
    void readsLinksMentionsAndHashtags() {
        assertThat(
                        marked(
                                "Try it, @halden.test! See https://halden.example/a?b=1. #coffee #1 (@x) a@b.com"))
                .isEqualTo(
                        "Try it, <mention:@halden.test>! See <link:https://halden.example/a?b=1>."
                                + " <hashtag:#coffee> #1 (@x) a@b.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    (see https://a.example/x_(y))   | (see <link:https://a.example/x_(y)>)
                    https://a.example/, then        | <link:https://a.example/>, then
                    xhttps://a.example              | xhttps://a.example
                    HTTPS://A.example/Q             | <link:HTTPS://A.example/Q>
                    https://                        | https://
                    javascript:alert(1)             | javascript:alert(1)
                    ftp://a.example                 | ftp://a.example
                    '#a#b'                            | <hashtag:#a>#b
                    a#b                             | a#b
                    '#Kaffee-Zeit'                    | <hashtag:#Kaffee>-Zeit
                    '#größe, #日本語'                  | <hashtag:#größe>, <hashtag:#日本語>
                    @halden                         | @halden
                    @Halden.Test.                   | <mention:@Halden.Test>.
                    @@halden.test                   | @@halden.test
                    """)
    void followsTheRules(String text, String expected) {
        assertThat(marked(text)).isEqualTo(expected);
    }

    @Test
    void keycapsAndOverlongTagsAreNoHashtags() {
        assertThat(marked("#\ufe0f\u20e3 #" + "a".repeat(65))).doesNotContain("<hashtag");
        assertThat(marked("#" + "a".repeat(64))).startsWith("<hashtag");
    }

    @Test
    void endsALinkAtAHiddenCharacter() {
        assertThat(TextSegments.of("https://pay\u200bpal.example"))
                .extracting(TextSegment::kind)
                .containsExactly("link", "invisible", "plain");
    }

    @Test
    void namesWhatHides() {
        assertThat(TextSegments.of("a\u202eb"))
                .element(1)
                .isEqualTo(
                        new TextSegment.Invisible(
                                1, 2, "\u202e", 0x202E, "U+202E RIGHT-TO-LEFT OVERRIDE"));
    }

    @Test
    void showsTheRealDomain() {
        assertThat(WebLink.parse("https://google.com@evil.example/x"))
                .get()
                .returns("evil.example", WebLink::asciiDomain);
        assertThat(
                        WebLink.parse(
                                "https://b\u00fccher.example/\u00e4?q=\u00fc b"
                                        .replace(" ", "%20")))
                .get()
                .isEqualTo(
                        new WebLink(
                                "https://xn--bcher-kva.example/%C3%A4?q=%C3%BC%20b",
                                "xn--bcher-kva.example", "b\u00fccher.example", false));
        assertThat(WebLink.parse("https://xn--bcher-kva.example"))
                .get()
                .returns("b\u00fccher.example", WebLink::unicodeDomain);
    }

    @Test
    void knowsDeceptiveDomains() {
        assertThat(WebLink.parse("https://p\u0430ypal.com").orElseThrow().deceptive()).isTrue();
        assertThat(
                        WebLink.parse("https://\u0430\u0440\u0440\u04cf\u0435.com")
                                .orElseThrow()
                                .deceptive())
                .isTrue();
        assertThat(WebLink.parse("https://paypal.com").orElseThrow().deceptive()).isFalse();
        assertThat(
                        WebLink.parse("https://\u043f\u0440\u0438\u043c\u0435\u0440.example")
                                .orElseThrow()
                                .deceptive())
                .isFalse();
        assertThat(WebLink.parse("https://\u4f8b\u3048.example").orElseThrow().deceptive())
                .isFalse();
    }

    @Property
    void segmentsAreTheTextAgain(@ForAll("texts") String text) {
        List<TextSegment> segments = TextSegments.of(text);
        assertThat(segments.stream().map(TextSegment::text).collect(Collectors.joining()))
                .isEqualTo(text);
        int at = 0;
        for (TextSegment segment : segments) {
            assertThat(segment.start()).isEqualTo(at);
            assertThat(segment.end()).isGreaterThan(at);
            assertThat(text.substring(segment.start(), segment.end())).isEqualTo(segment.text());
            at = segment.end();
        }
    }

    @Property
    void everyLinkIsAnAddressInAscii(@ForAll("texts") String text) {
        TextSegments.of(text).stream()
                .filter(TextSegment.Link.class::isInstance)
                .map(TextSegment.Link.class::cast)
                .forEach(
                        link -> {
                            assertThat(java.net.URI.create(link.target().uri()).getScheme())
                                    .startsWith("http");
                            assertThat(link.target().uri()).isPrintable();
                        });
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "https://",
                        "http://",
                        "@",
                        "#",
                        ".",
                        "a",
                        "b.c",
                        "/",
                        "(",
                        ")",
                        " ",
                        "\n",
                        "\u200b",
                        "\u202e",
                        "\ud83d\ude00",
                        "\u200d",
                        "\ufe0f",
                        "\u00e4",
                        "\u0430",
                        "1",
                        "_",
                        "-",
                        "%",
                        "?q=",
                        "\u3164",
                        "\udb40\udc67",
                        "xn--",
                        "[",
                        "]",
                        "\"",
                        ":8080",
                        "\ud83d");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(30).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60));
    }

    private static String marked(String text) {
        return TextSegments.of(text).stream()
                .map(
                        s ->
                                s.kind().equals("plain")
                                        ? s.text()
                                        : "<" + s.kind() + ":" + s.text() + ">")
                .collect(Collectors.joining());
    }
}
