package org.countersign.tenancy.access;

import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import org.countersign.platform.Strength;

/**
 * What somebody has set up for signing in.
 *
 * @param id Keycloak's
 * @param label what its owner calls it; empty where they call it nothing
 * @param since when it was set up; a password, when it was last set
 */
public record SignInWay(String id, Kind kind, String label, Instant since) implements Serializable {

    /** Weakest first. */
    public enum Kind {
        PASSWORD(Strength.PASSWORD),
        APP(Strength.OTP),
        PASSKEY(Strength.PASSKEY);

        private final Strength strength;

        Kind(Strength strength) {
            this.strength = strength;
        }

        /** The sign-in that takes it. */
        Strength strength() {
            return strength;
        }

        /** As keys of texts say it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
