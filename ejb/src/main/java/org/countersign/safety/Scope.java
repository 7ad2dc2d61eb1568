package org.countersign.safety;

import java.util.Locale;

/** How far a rule or a hold reaches; in the order in which holds are locked. */
public enum Scope {
    AGENCY,
    CLIENT,
    BRAND,
    CAMPAIGN,
    CHANNEL,
    /** What a vendor wrote in one assignment; holds only. */
    ASSIGNMENT,
    /** All that a vendor wrote or has its pictures in, for whichever client; holds only. */
    VENDOR;

    /** Last part of a message key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
