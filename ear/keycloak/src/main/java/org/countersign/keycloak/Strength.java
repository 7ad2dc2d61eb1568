package org.countersign.keycloak;

import java.util.Arrays;
import java.util.Optional;

/**
 * How strong a sign-in was, weakest first. The realm maps each level to the lower-case name ({@code
 * acr.loa.map}), which is what tokens say.
 */
enum Strength {
    MAIL,
    PASSWORD,
    OTP,
    PASSKEY;

    int level() {
        return ordinal() + 1;
    }

    /** Empty for levels below the weakest: nothing particular is asked. */
    static Optional<Strength> ofLevel(int level) {
        return Arrays.stream(values()).filter(strength -> strength.level() == level).findFirst();
    }
}
