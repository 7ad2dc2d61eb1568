package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeldTest {

    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void aStrengthWearsOffToTheMailboxs() {
        var held = new Held(Strength.PASSKEY, NOON);

        assertThat(held.at(NOON.plus(Held.LASTS).minusSeconds(1))).isEqualTo(Strength.PASSKEY);
        assertThat(held.at(NOON.plus(Held.LASTS))).isEqualTo(Strength.MAIL);
    }

    @Test
    void notesSurvive() {
        var held = new Held(Strength.OTP, NOON);

        assertThat(Held.of(held.note())).contains(held);
    }

    @Test
    void strangeNotesHoldNothing() {
        for (var note : new String[] {null, "", "OTP", "GOLD@1", "OTP@soon"}) {
            assertThat(Held.of(note)).isEmpty();
        }
    }

    @Test
    void levelsAreInOrderAndOthersMeanNothing() {
        for (var strength : Strength.values()) {
            assertThat(Strength.ofLevel(strength.level())).contains(strength);
        }
        assertThat(Strength.ofLevel(-1)).isEmpty();
        assertThat(Strength.ofLevel(0)).isEmpty();
        assertThat(Strength.ofLevel(5)).isEmpty();
    }
}
