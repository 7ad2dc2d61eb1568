package org.countersign.tenancy.privacy;

/** What somebody said to a text; a notice that was read counts as accepted. */
public enum ConsentAnswer {
    ACCEPTED,
    NOT_NOW,
    WITHDRAWN;

    /** Lower case, for texts. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
