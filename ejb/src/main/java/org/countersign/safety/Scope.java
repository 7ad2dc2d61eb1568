package org.countersign.safety;

import java.util.Locale;

/** How far a rule or a hold reaches; in the order in which holds are locked. */
public enum Scope {
    AGENCY,
    CLIENT,
    BRAND,
    CAMPAIGN,
    CHANNEL;

    /** Last part of a message key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
