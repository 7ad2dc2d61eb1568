package org.countersign.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.countersign.content.limits.Limit;
import org.countersign.content.limits.Network;
import org.countersign.content.limits.NetworkLimits;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.NotPermittedException;
import org.countersign.platform.StaleException;
import org.countersign.platform.Strength;
import org.countersign.platform.StrongerSignInException;
import org.countersign.platform.pictures.ImageRefusedException;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    @Test
    void everyKindOfRefusalHasItsStatus() {
        assertThat(ProblemMapper.statusOf(new NotFoundException("post"))).isEqualTo(404);
        assertThat(ProblemMapper.statusOf(new NotPermittedException("x"))).isEqualTo(403);
        assertThat(ProblemMapper.statusOf(new StrongerSignInException(Strength.OTP)))
                .isEqualTo(401);
        assertThat(ProblemMapper.statusOf(new StaleException())).isEqualTo(412);
        assertThat(ProblemMapper.statusOf(new InvalidInputException("text", "post.refused.empty")))
                .isEqualTo(422);
        assertThat(ProblemMapper.statusOf(new InvalidInputException("x", "paging.refused.size")))
                .isEqualTo(400);
        assertThat(
                        ProblemMapper.statusOf(
                                new InvalidInputException("x", "submission.refused.already")))
                .isEqualTo(409);
        assertThat(ProblemMapper.statusOf(new RequestRefusedException(428, "x"))).isEqualTo(428);
    }

    @Test
    void theFirstLanguageWeSpeakCounts() {
        assertThat(language("de-AT", "en")).isEqualTo("de");
        assertThat(language("fr", "de", "en")).isEqualTo("de");
        assertThat(language("fr")).isEqualTo("en");
        assertThat(language("*")).isEqualTo("en");
    }

    @Test
    void keysThatAreMadeOfPartsHaveTexts() {
        var texts = ResourceBundle.getBundle(ProblemTexts.BUNDLE, Locale.GERMAN);
        Stream<String> limits =
                Stream.of(Network.values())
                        .flatMap(network -> NetworkLimits.limits(network).stream())
                        .filter(Limit::refuses)
                        .map(limit -> "limit.refused." + limit.key());
        Stream<String> pictures =
                Stream.of(ImageRefusedException.Reason.values())
                        .map(reason -> "asset.refused." + reason.name().toLowerCase(Locale.ROOT));

        assertThat(texts.keySet()).containsAll(Stream.concat(limits, pictures).toList());
    }

    @Test
    void titlesAreInTheClientsLanguage() {
        assertThat(new ProblemTexts(Locale.GERMAN).title(404)).isEqualTo("Nicht gefunden");
        assertThat(new ProblemTexts(Locale.ENGLISH).title(404)).isEqualTo("Not found");
        assertThat(new ProblemTexts(Locale.ENGLISH).title(418)).isEqualTo("Refused");
    }

    private static String language(String... tags) {
        return ProblemMapper.language(List.of(tags).stream().map(Locale::forLanguageTag).toList())
                .getLanguage();
    }
}
