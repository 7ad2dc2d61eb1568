package org.countersign.keycloak;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How far a person has come in one sign-in, and what comes next.
 *
 * <p>A code from an authenticator app counts on top of a password alone: with a mailed code it is
 * still the mailbox that let the person in. A second factor that exists is asked for whenever its
 * owner signs in anew. A new credential is added only after the strongest one there is, and where
 * there is none, after a code by mail.
 *
 * @param held what the running session has already; empty for none, or when it must not count
 * @param shown what was shown in this sign-in
 * @param has what the person has set up
 * @param wanted what the application asks for
 * @param adding true when the person is about to add or remove a credential
 */
record Progress(
        Optional<Strength> held,
        Set<Factor> shown,
        Set<Factor> has,
        Optional<Strength> wanted,
        boolean adding) {

    enum Step {
        SHOW_PASSWORD,
        SHOW_MAIL_CODE,
        SHOW_OTP,
        SHOW_PASSKEY,
        SET_UP_PASSWORD,
        SET_UP_OTP,
        SET_UP_PASSKEY,
        DONE
    }

    /** What may be said of this sign-in when it ends now. */
    Optional<Strength> reached() {
        if (shown.contains(Factor.PASSKEY)) {
            return Optional.of(Strength.PASSKEY);
        }
        var first = firstFactor();
        return shown.contains(Factor.OTP) && atLeast(first, Strength.PASSWORD)
                ? Optional.of(stronger(first.get(), Strength.OTP))
                : first;
    }

    /** False when what was reached rests on the running session alone, and is as old as that. */
    boolean provenNow() {
        var reached = reached();
        return !reached.equals(held)
                || new Progress(Optional.empty(), shown, has, wanted, adding)
                        .reached()
                        .equals(reached);
    }

    /** For somebody who is known by now: what else than the factor asked for would do. */
    Set<Factor> alternatives() {
        var others = EnumSet.noneOf(Factor.class);
        if (has.contains(Factor.PASSKEY)) {
            others.add(Factor.PASSKEY);
        }
        if (has.contains(Factor.OTP)
                && atLeast(firstFactor(), Strength.PASSWORD)
                && wanted.filter(strength -> strength == Strength.PASSKEY).isEmpty()) {
            others.add(Factor.OTP);
        }
        return others;
    }

    Step next() {
        var reached = reached();
        if (reached.isEmpty()) {
            return firstStep();
        }
        if (secondFactorIsDue()) {
            return Step.SHOW_OTP;
        }
        if (wanted.isPresent() && !atLeast(reached, wanted.get())) {
            return switch (wanted.get()) {
                case MAIL -> Step.SHOW_MAIL_CODE;
                case PASSWORD -> towardsPassword();
                case OTP -> towardsOtp();
                case PASSKEY -> towardsPasskey();
            };
        }
        return adding ? confirmed().orElse(Step.DONE) : Step.DONE;
    }

    private Step firstStep() {
        return has.contains(Factor.PASSWORD) ? Step.SHOW_PASSWORD : Step.SHOW_MAIL_CODE;
    }

    private boolean secondFactorIsDue() {
        return has.contains(Factor.OTP)
                && !shown.contains(Factor.OTP)
                && !shown.contains(Factor.PASSKEY)
                && !shown.isEmpty()
                && !atLeast(held, Strength.OTP);
    }

    private Step towardsPassword() {
        if (has.contains(Factor.PASSWORD)) {
            return Step.SHOW_PASSWORD;
        }
        return has.contains(Factor.PASSKEY) ? Step.SHOW_PASSKEY : Step.SET_UP_PASSWORD;
    }

    private Step towardsOtp() {
        if (has.contains(Factor.PASSKEY) && !has.contains(Factor.OTP)) {
            return Step.SHOW_PASSKEY;
        }
        if (!atLeast(firstFactor(), Strength.PASSWORD)) {
            return towardsPassword();
        }
        return has.contains(Factor.OTP) ? Step.SHOW_OTP : confirmed().orElse(Step.SET_UP_OTP);
    }

    private Step towardsPasskey() {
        return has.contains(Factor.PASSKEY)
                ? Step.SHOW_PASSKEY
                : confirmed().orElse(Step.SET_UP_PASSKEY);
    }

    /** What still has to be shown before a credential may be added; empty when all is. */
    private Optional<Step> confirmed() {
        if (shown.contains(Factor.PASSKEY)) {
            return Optional.empty();
        }
        if (has.contains(Factor.OTP)) {
            if (shown.contains(Factor.OTP)) {
                return Optional.empty();
            }
            return Optional.of(
                    atLeast(firstFactor(), Strength.PASSWORD) || !has.contains(Factor.PASSWORD)
                            ? Step.SHOW_OTP
                            : Step.SHOW_PASSWORD);
        }
        if (has.contains(Factor.PASSKEY)) {
            return Optional.of(Step.SHOW_PASSKEY);
        }
        return shown.contains(Factor.MAIL_CODE)
                ? Optional.empty()
                : Optional.of(Step.SHOW_MAIL_CODE);
    }

    private Optional<Strength> firstFactor() {
        var now =
                shown.contains(Factor.PASSWORD)
                        ? Optional.of(Strength.PASSWORD)
                        : shown.contains(Factor.MAIL_CODE)
                                ? Optional.of(Strength.MAIL)
                                : Optional.<Strength>empty();
        return held.isEmpty()
                ? now
                : Optional.of(
                        now.map(shownNow -> stronger(held.get(), shownNow)).orElse(held.get()));
    }

    private static Strength stronger(Strength one, Strength other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static boolean atLeast(Optional<Strength> reached, Strength least) {
        return reached.isPresent() && reached.get().compareTo(least) >= 0;
    }
}
