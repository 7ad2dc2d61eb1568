package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.countersign.keycloak.Progress.Step;
import org.junit.jupiter.api.Test;

class ProgressTest {

    static final Set<Factor> NOTHING = Set.of();

    @Test
    void aPasswordIsEnoughWhereNothingMoreIsAsked() {
        var progress = stranger(Set.of(Factor.PASSWORD), Set.of(Factor.PASSWORD), null);

        assertThat(progress.reached()).contains(Strength.PASSWORD);
        assertThat(progress.next()).isEqualTo(Step.DONE);
    }

    @Test
    void whoHasAnAppIsAskedForItsCodeAtEachSignIn() {
        var has = Set.of(Factor.PASSWORD, Factor.OTP);

        assertThat(stranger(Set.of(Factor.PASSWORD), has, null).next()).isEqualTo(Step.SHOW_OTP);
        assertThat(stranger(Set.of(Factor.MAIL_CODE), has, null).next()).isEqualTo(Step.SHOW_OTP);
    }

    @Test
    void aMailedCodeWithAnAppIsStillTheMailbox() {
        var progress =
                stranger(
                        Set.of(Factor.MAIL_CODE, Factor.OTP),
                        Set.of(Factor.PASSWORD, Factor.OTP),
                        Strength.OTP);

        assertThat(progress.reached()).contains(Strength.MAIL);
        assertThat(progress.next()).isEqualTo(Step.SHOW_PASSWORD);
    }

    @Test
    void aRunningPasswordSessionStepsUpByTheAppAlone() {
        var has = Set.of(Factor.PASSWORD, Factor.OTP);

        assertThat(running(Strength.PASSWORD, NOTHING, has, Strength.OTP).next())
                .isEqualTo(Step.SHOW_OTP);
        var shown = running(Strength.PASSWORD, Set.of(Factor.OTP), has, Strength.OTP);
        assertThat(shown.reached()).contains(Strength.OTP);
        assertThat(shown.next()).isEqualTo(Step.DONE);
    }

    @Test
    void aRunningMailSessionNeedsThePasswordFirst() {
        var has = Set.of(Factor.PASSWORD, Factor.OTP);

        assertThat(running(Strength.MAIL, NOTHING, has, Strength.OTP).next())
                .isEqualTo(Step.SHOW_PASSWORD);
    }

    @Test
    void aFirstAppIsAddedAfterAMailedCodeAndAddsNothingByItself() {
        var has = Set.of(Factor.PASSWORD);

        assertThat(running(Strength.PASSWORD, NOTHING, has, Strength.OTP).next())
                .isEqualTo(Step.SHOW_MAIL_CODE);
        var confirmed = running(Strength.PASSWORD, Set.of(Factor.MAIL_CODE), has, Strength.OTP);
        assertThat(confirmed.next()).isEqualTo(Step.SET_UP_OTP);
        assertThat(confirmed.reached()).contains(Strength.PASSWORD);
    }

    @Test
    void aPasskeyDoesWhereAnAppIsAsked() {
        var has = Set.of(Factor.PASSWORD, Factor.PASSKEY);

        assertThat(running(Strength.PASSWORD, NOTHING, has, Strength.OTP).next())
                .isEqualTo(Step.SHOW_PASSKEY);
        assertThat(running(Strength.PASSWORD, Set.of(Factor.PASSKEY), has, Strength.OTP).next())
                .isEqualTo(Step.DONE);
    }

    @Test
    void anAppDoesNotDoWhereAPasskeyIsAsked() {
        var has = Set.of(Factor.PASSWORD, Factor.OTP, Factor.PASSKEY);
        var progress = running(Strength.PASSWORD, Set.of(Factor.OTP), has, Strength.PASSKEY);

        assertThat(progress.next()).isEqualTo(Step.SHOW_PASSKEY);
        assertThat(progress.alternatives()).containsExactly(Factor.PASSKEY);
    }

    @Test
    void anotherCredentialIsAddedAfterTheStrongestThereIs() {
        assertThat(adding(NOTHING, Set.of(Factor.PASSWORD, Factor.OTP)).next())
                .isEqualTo(Step.SHOW_OTP);
        assertThat(adding(NOTHING, Set.of(Factor.PASSWORD, Factor.PASSKEY)).next())
                .isEqualTo(Step.SHOW_PASSKEY);
        assertThat(adding(Set.of(Factor.MAIL_CODE), Set.of(Factor.PASSWORD, Factor.OTP)).next())
                .isEqualTo(Step.SHOW_OTP);
        assertThat(adding(NOTHING, Set.of(Factor.PASSWORD)).next()).isEqualTo(Step.SHOW_MAIL_CODE);
        assertThat(adding(Set.of(Factor.MAIL_CODE), Set.of(Factor.PASSWORD)).next())
                .isEqualTo(Step.DONE);
    }

    @Test
    void aNewProofBeginsWithThePasswordOrTheMailbox() {
        assertThat(stranger(NOTHING, Set.of(Factor.PASSWORD), null).next())
                .isEqualTo(Step.SHOW_PASSWORD);
        assertThat(stranger(NOTHING, NOTHING, null).next()).isEqualTo(Step.SHOW_MAIL_CODE);
    }

    @Test
    void whatTheSessionHadIsNotNews() {
        var has = Set.of(Factor.PASSWORD);

        assertThat(running(Strength.OTP, Set.of(Factor.MAIL_CODE), has, null).provenNow())
                .isFalse();
        assertThat(running(Strength.MAIL, Set.of(Factor.PASSWORD), has, null).provenNow()).isTrue();
        assertThat(
                        running(
                                        Strength.PASSWORD,
                                        Set.of(Factor.OTP),
                                        Set.of(Factor.PASSWORD, Factor.OTP),
                                        Strength.OTP)
                                .provenNow())
                .isTrue();
    }

    /** Every sign-in there can be: it ends, and says no more than was shown. */
    @Test
    void eachSignInEndsAndSaysNoMoreThanWasShown() {
        for (var has : subsets(EnumSet.of(Factor.PASSWORD, Factor.OTP, Factor.PASSKEY))) {
            for (var held : optional(Strength.values())) {
                for (var wanted : optional(Strength.values())) {
                    for (var adding : new boolean[] {false, true}) {
                        walk(has, held, wanted, adding);
                    }
                }
            }
        }
    }

    private static void walk(
            Set<Factor> has, Optional<Strength> held, Optional<Strength> wanted, boolean adding) {
        Set<Factor> shown = EnumSet.noneOf(Factor.class);
        for (int steps = 0; steps < 6; steps++) {
            var progress = new Progress(held, shown, has, wanted, adding);
            switch (progress.next()) {
                case SHOW_PASSWORD -> show(Factor.PASSWORD, has, shown);
                case SHOW_OTP -> show(Factor.OTP, has, shown);
                case SHOW_PASSKEY -> show(Factor.PASSKEY, has, shown);
                case SHOW_MAIL_CODE -> assertThat(shown.add(Factor.MAIL_CODE)).isTrue();
                default -> {
                    honest(progress);
                    return;
                }
            }
        }
        throw new AssertionError("asks on and on: " + has + held + wanted + adding);
    }

    private static void show(Factor factor, Set<Factor> has, Set<Factor> shown) {
        assertThat(has).contains(factor);
        assertThat(shown.add(factor)).as(factor + " is asked twice").isTrue();
    }

    private static void honest(Progress progress) {
        var reached = progress.reached().orElseThrow();
        var held = progress.held();
        boolean password =
                progress.shown().contains(Factor.PASSWORD)
                        || held.filter(h -> h.compareTo(Strength.PASSWORD) >= 0).isPresent();
        boolean proven =
                held.filter(h -> h.compareTo(reached) >= 0).isPresent()
                        || switch (reached) {
                            case MAIL -> progress.shown().contains(Factor.MAIL_CODE);
                            case PASSWORD -> progress.shown().contains(Factor.PASSWORD);
                            case OTP -> progress.shown().contains(Factor.OTP) && password;
                            case PASSKEY -> progress.shown().contains(Factor.PASSKEY);
                        };
        assertThat(proven).as(progress.toString()).isTrue();
        boolean enough = progress.wanted().filter(w -> reached.compareTo(w) < 0).isEmpty();
        assertThat(enough).as(progress.toString()).isEqualTo(progress.next() == Step.DONE);
    }

    private static Progress stranger(Set<Factor> shown, Set<Factor> has, Strength wanted) {
        return new Progress(Optional.empty(), shown, has, Optional.ofNullable(wanted), false);
    }

    private static Progress running(
            Strength held, Set<Factor> shown, Set<Factor> has, Strength wanted) {
        return new Progress(Optional.of(held), shown, has, Optional.ofNullable(wanted), false);
    }

    private static Progress adding(Set<Factor> shown, Set<Factor> has) {
        return new Progress(Optional.of(Strength.PASSWORD), shown, has, Optional.empty(), true);
    }

    private static java.util.List<Optional<Strength>> optional(Strength... values) {
        var all = new java.util.ArrayList<Optional<Strength>>();
        all.add(Optional.empty());
        Arrays.stream(values).map(Optional::of).forEach(all::add);
        return all;
    }

    private static java.util.List<Set<Factor>> subsets(Set<Factor> of) {
        var all = new java.util.ArrayList<Set<Factor>>();
        all.add(EnumSet.noneOf(Factor.class));
        for (var factor : of) {
            for (var smaller : java.util.List.copyOf(all)) {
                var larger = EnumSet.of(factor);
                larger.addAll(smaller);
                all.add(larger);
            }
        }
        return all;
    }
}
