package org.countersign.platform;

/** What was asked takes a stronger sign-in than this one; stepping up mends it. */
public final class StrongerSignInException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final Strength least;

    public StrongerSignInException(Strength least) {
        super(
                switch (least) {
                    case MAIL, PASSWORD -> "general.refused.stronger_password";
                    case OTP -> "general.refused.stronger_otp";
                    case PASSKEY -> "general.refused.stronger_passkey";
                });
        this.least = least;
    }

    public Strength least() {
        return least;
    }
}
