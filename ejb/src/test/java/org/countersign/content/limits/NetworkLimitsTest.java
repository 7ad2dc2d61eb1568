package org.countersign.content.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.countersign.content.limits.DraftContent.DraftImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkLimitsTest {

    private static final String FAMILY =
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66";

    @Test
    void acceptsThreeHundredCharactersAndRefusesOneMore() {
        assertThat(check("a".repeat(300))).isEmpty();
        assertThat(check("a".repeat(301)))
                .singleElement()
                .satisfies(
                        breach -> {
                            assertThat(breach.refuses()).isTrue();
                            assertThat(breach.actual()).isEqualTo(301);
                            assertThat(breach.limit().value()).isEqualTo(300);
                            assertThat(breach.limit().key()).isEqualTo("text.graphemes");
                            assertThat(breach.limit().source()).contains("atproto");
                        });
    }

    @Test
    void countsAFamilyAsOneCharacterAndAsItsBytes() {
        assertThat(TextMeasure.graphemes(FAMILY)).isOne();
        assertThat(TextMeasure.utf8Bytes(FAMILY)).isEqualTo(25);
        assertThat(check(FAMILY.repeat(120))).isEmpty();
        assertThat(check(FAMILY.repeat(121)))
                .singleElement()
                .satisfies(breach -> assertThat(breach.limit().key()).isEqualTo("text.bytes"));
    }

    @ParameterizedTest
    @CsvSource({
        "'',0",
        "e\u0301,1",
        "\ud83c\udde9\ud83c\uddea\ud83c\uddeb\ud83c\uddf7,2",
        "\ud83d\udc4d\ud83c\udffd,1",
        "\u2764\ufe0f,1",
        "1\ufe0f\u20e3,1",
        "\u0e01\u0e33,1",
        "\u1112\u1161\u11ab,1",
        "'a\nb',3"
    })
    void countsWhatPeopleSee(String text, int graphemes) {
        assertThat(TextMeasure.graphemes(text)).isEqualTo(graphemes);
    }

    @Test
    void namesTheImageThatIsTooLarge() {
        DraftImage small = new DraftImage("image/png", 2_000_000, 10, 10, "");
        DraftImage large = new DraftImage("image/png", 2_000_001, 10, 10, "");
        assertThat(
                        NetworkLimits.check(
                                Network.BLUESKY,
                                new DraftContent("", List.of(), List.of(small, large))))
                .singleElement()
                .satisfies(
                        breach -> {
                            assertThat(breach.item()).isEqualTo(2);
                            assertThat(breach.limit().key()).isEqualTo("image_file.bytes");
                        });
        assertThat(
                        NetworkLimits.check(
                                Network.BLUESKY,
                                new DraftContent("", List.of(), Collections.nCopies(5, small))))
                .singleElement()
                .satisfies(breach -> assertThat(breach.actual()).isEqualTo(5));
    }

    @Test
    void warnsButDoesNotRefuseOnSecondHandNumbers() {
        DraftImage image = new DraftImage("image/png", 1, 10, 10, "a".repeat(2001));
        assertThat(
                        NetworkLimits.check(
                                Network.BLUESKY,
                                new DraftContent("", List.of("en"), List.of(image))))
                .singleElement()
                .returns(false, LimitBreach::refuses);
    }

    @Test
    void metersTheTextWhileItIsTyped() {
        Usage usage = NetworkLimits.usage(Network.BLUESKY, "a".repeat(310));
        assertThat(usage.over()).isTrue();
        assertThat(usage.tightest().remaining()).isEqualTo(-10);
        assertThat(NetworkLimits.usage(Network.BLUESKY, "").over()).isFalse();
    }

    @Test
    void everyLimitSaysWhereItComesFrom() {
        for (Network network : Network.values()) {
            assertThat(NetworkLimits.limits(network))
                    .isNotEmpty()
                    .allSatisfy(limit -> assertThat(limit.source()).isNotBlank());
            assertThat(NetworkLimits.digest(network)).hasSize(64);
        }
    }

    @Property
    void neverMoreCharactersThanCodePoints(@ForAll String text) {
        assertThat(TextMeasure.graphemes(text))
                .isLessThanOrEqualTo(text.codePointCount(0, text.length()));
    }

    private static List<LimitBreach> check(String text) {
        return NetworkLimits.check(
                Network.BLUESKY, new DraftContent(text, List.of("en"), List.of()));
    }
}
