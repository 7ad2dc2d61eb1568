package org.countersign.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.countersign.content.PlannedTime.Repeat;
import org.countersign.platform.InvalidInputException;
import org.junit.jupiter.api.Test;

class PublishWindowTest {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Property
    void everyMomentLiesInItsDayAndOnlyInThat(@ForAll @IntRange(max = 2_000_000_000) int second) {
        Instant moment = Instant.ofEpochSecond(second);
        var window = PublishWindow.dayOf(moment, BERLIN);

        assertThat(window.holds(moment)).isTrue();
        assertThat(window.holds(window.to())).isFalse();
        assertThat(PublishWindow.dayOf(window.to(), BERLIN).from()).isEqualTo(window.to());
        assertThat(Duration.between(window.from(), window.to()).toHours()).isBetween(23L, 25L);
    }

    @Test
    void theDayTheClocksGoForwardHasTwentyThreeHours() {
        var noon = LocalDate.of(2026, 3, 29).atTime(12, 0).atZone(BERLIN).toInstant();
        var window = PublishWindow.dayOf(noon, BERLIN);

        assertThat(Duration.between(window.from(), window.to())).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void aTimeTheClocksSkipIsAskedNotGuessed() {
        var skipped = LocalDateTime.of(2026, 3, 29, 2, 30);

        assertThatThrownBy(() -> PlannedTime.resolve(skipped, BERLIN, Repeat.FIRST))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo("post.refused.time_skipped");
                            assertThat(refused.arguments()).hasToString("[02:30, 03:00]");
                        });
    }

    @Test
    void aTimeTheClocksShowTwiceNeedsAWord() {
        var twice = LocalDateTime.of(2026, 10, 25, 2, 30);

        assertThatThrownBy(() -> PlannedTime.resolve(twice, BERLIN, Repeat.NOT_SAID))
                .isInstanceOf(InvalidInputException.class);
        assertThat(PlannedTime.resolve(twice, BERLIN, Repeat.FIRST))
                .isEqualTo("2026-10-25T00:30:00Z");
        assertThat(PlannedTime.resolve(twice, BERLIN, Repeat.SECOND))
                .isEqualTo("2026-10-25T01:30:00Z");
    }
}
