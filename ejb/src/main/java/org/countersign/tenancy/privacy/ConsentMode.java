package org.countersign.tenancy.privacy;

/** What is asked of whom a text is shown to. */
public enum ConsentMode {
    /** Shown once; nothing is asked. */
    INFORM,
    /** A free choice that can be taken back. */
    ASK,
    /** Must be accepted before its reader decides on anything; all else goes on. */
    REQUIRE;

    /** Lower case, for texts. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
