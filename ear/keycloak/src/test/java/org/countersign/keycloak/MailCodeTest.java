package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.countersign.keycloak.MailCode.Verdict;
import org.junit.jupiter.api.Test;

class MailCodeTest {

    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final Duration LASTS = MailCode.LASTS;

    /** Gives one number, and bytes that count up. */
    static final class Dealt extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final int number;

        Dealt(int number) {
            this.number = number;
        }

        @Override
        public int nextInt(int bound) {
            return number % bound;
        }
    }

    final MailCode.Fresh fresh = MailCode.issue(new Dealt(4_711), NOON);

    @Test
    void smallNumbersKeepTheirNoughts() {
        assertThat(fresh.digits()).isEqualTo("004711");
        assertThat(fresh.spaced()).isEqualTo("004 711");
    }

    @Test
    void typedAsMailedItIsRight() {
        for (var typed : new String[] {"004711", "004 711", " 004-711 "}) {
            assertThat(fresh.kept().check(typed, NOON, LASTS)).isEqualTo(Verdict.RIGHT);
        }
    }

    @Test
    void nothingElseIsRight() {
        for (var typed : new String[] {"", null, "4711", "004712", "0047110", "00471１"}) {
            assertThat(fresh.kept().check(typed, NOON, LASTS)).isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void itIsNotKept() {
        assertThat(fresh.kept().note()).doesNotContain("004711").doesNotContain("4711:");
    }

    @Test
    void twoOfTheSameDigitsAreKeptDifferently() {
        var other = MailCode.issue(new Dealt(4_711), NOON);

        assertThat(other.kept().hash()).isNotEqualTo(fresh.kept().hash());
    }

    @Test
    void itEndsAtItsLastInstant() {
        var kept = fresh.kept();

        assertThat(kept.check("004711", NOON.plus(LASTS).minusMillis(1), LASTS))
                .isEqualTo(Verdict.RIGHT);
        assertThat(kept.check("004711", NOON.plus(LASTS), LASTS)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void theSixthTryFindsItSpentEvenWithTheRightDigits() {
        var kept = fresh.kept();
        for (int i = 0; i < MailCode.TRIES_MAX; i++) {
            assertThat(kept.check("999999", NOON, LASTS)).isEqualTo(Verdict.WRONG);
            kept = kept.tried();
        }

        assertThat(kept.check("004711", NOON, LASTS)).isEqualTo(Verdict.SPENT);
    }

    @Test
    void whatIsKeptSurvivesItsNote() {
        var kept = fresh.kept().tried();

        assertThat(MailCode.of(kept.note())).contains(kept);
    }

    @Test
    void notesOfNobodyAreNoCode() {
        for (var note : new String[] {null, "", "a", "a:b", "a:b:c:d", "a:b:1", "a:b:1:x"}) {
            assertThat(MailCode.of(note)).isEmpty();
        }
    }

    @Test
    void allDigitsAreDealt() {
        var random = new SecureRandom();
        var seen = new java.util.TreeSet<Character>();
        for (int i = 0; i < 300; i++) {
            var digits = MailCode.issue(random, NOON).digits();
            assertThat(digits).matches("\\d{6}");
            seen.add(digits.charAt(0));
        }

        assertThat(seen).hasSize(10);
    }
}
