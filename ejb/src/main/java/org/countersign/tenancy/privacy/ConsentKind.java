package org.countersign.tenancy.privacy;

/** What a text is about. */
public enum ConsentKind {
    TERMS,
    PRIVACY,
    RECORDING,
    /** Always a free choice. */
    MARKETING;

    /** Lower case, for texts. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
