package org.countersign.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How strong a sign-in was, weakest first: a code by mail, a password or a client's own sign-on, a
 * password and an authenticator app, a passkey. Tokens say the word as {@code acr}; the database
 * knows the same order ({@code strength}).
 */
public enum Strength {
    MAIL,
    PASSWORD,
    OTP,
    PASSKEY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is none of our words. */
    public static Optional<Strength> named(String word) {
        return Arrays.stream(values()).filter(strength -> strength.word().equals(word)).findFirst();
    }

    /** What an unknown word is worth: being signed in, and no more. */
    public static Strength of(String word) {
        return named(word).orElse(MAIL);
    }

    public boolean reaches(Strength least) {
        return compareTo(least) >= 0;
    }
}
