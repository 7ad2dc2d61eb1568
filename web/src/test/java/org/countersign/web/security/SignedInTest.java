package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import org.countersign.platform.AgencyPrincipal;
import org.junit.jupiter.api.Test;

class SignedInTest {

    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private static SignedIn confirmed(Instant when) {
        var principal =
                new AgencyPrincipal(
                        "harbour", "p1", "Mara", "m@x", List.of("halden"), "s1", "1", when);
        return new SignedIn(new Identity(principal), "id-token", NINE, when);
    }

    @Test
    void sessionEndsAfterTwelveHoursHoweverBusy() {
        var signedIn = confirmed(NINE.plus(SignedIn.LONGEST).minusSeconds(60));

        assertThat(signedIn.over(NINE.plus(SignedIn.LONGEST).minusMillis(1))).isFalse();
        assertThat(signedIn.over(NINE.plus(SignedIn.LONGEST))).isTrue();
    }

    @Test
    void olderConfirmationIsLookedAfter() {
        var signedIn = confirmed(NINE);

        assertThat(signedIn.wantsLook(NINE.plus(SignedIn.LOOKED_AFTER).minusMillis(1))).isFalse();
        assertThat(signedIn.wantsLook(NINE.plus(SignedIn.LOOKED_AFTER))).isTrue();
    }

    @Test
    void lookThatLedNowhereIsNotTriedAgainAtOnce() {
        Instant later = NINE.plus(SignedIn.LOOKED_AFTER);
        var tried = confirmed(NINE).lookedAt(later);

        assertThat(tried.wantsLook(later.plusSeconds(1))).isFalse();
        assertThat(tried.wantsLook(later.plus(SignedIn.LOOKED_AGAIN))).isTrue();
    }

    @Test
    void confirmationIsStillFreshWhenTheNextLookIsDue() {
        assertThat(SignedIn.LOOKED_AFTER).isLessThan(AgencyPrincipal.FRESH);
        assertThat(confirmed(NINE).identity().principal().isFresh(NINE.plus(SignedIn.LOOKED_AFTER)))
                .isTrue();
        assertThat(confirmed(NINE).identity().principal().isFresh(NINE.plus(AgencyPrincipal.FRESH)))
                .isFalse();
    }

    @Test
    void sessionTravelsBetweenNodes() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(confirmed(NINE));
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var arrived = (SignedIn) in.readObject();

            assertThat(arrived).isEqualTo(confirmed(NINE));
            assertThat(arrived.identity().principal().clientAliases()).containsExactly("halden");
            assertThat(arrived.identity().principal().getName()).isEqualTo("p1");
        }
    }
}
