package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MailingsTest {

    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void theFirstIsSentAtOnce() {
        assertThat(Mailings.of(null).mayAsk(NOON)).isTrue();
    }

    @Test
    void theNextWaits() {
        var once = Mailings.NONE.asked(NOON);

        assertThat(once.mayAsk(NOON.plus(Mailings.PAUSE).minusMillis(1))).isFalse();
        assertThat(once.mayAskLater()).isTrue();
        assertThat(once.mayAsk(NOON.plus(Mailings.PAUSE))).isTrue();
    }

    @Test
    void afterTheLastNoWaitingHelps() {
        var all = Mailings.NONE;
        for (int i = 0; i < Mailings.MOST; i++) {
            all = all.asked(NOON);
        }

        assertThat(all.mayAskLater()).isFalse();
        assertThat(all.mayAsk(NOON.plusSeconds(86_400))).isFalse();
    }

    @Test
    void notesSurvive() {
        var once = Mailings.NONE.asked(NOON);

        assertThat(Mailings.of(once.note())).isEqualTo(once);
        assertThat(Mailings.of("rubbish")).isEqualTo(Mailings.NONE);
    }
}
