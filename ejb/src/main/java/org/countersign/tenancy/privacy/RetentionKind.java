package org.countersign.tenancy.privacy;

/** What is deleted after a time; bounds and defaults stand in the table of the same name. */
public enum RetentionKind {
    SENT_MAIL,
    REPEATED_REQUEST,
    ENDED_SIGN_IN,
    EXPIRED_INVITATION,
    UNUSED_SCREENING,
    PERSONAL_EXPORT,
    REFUSED_PATH,
    WORDS_OF_ENTRIES;

    /** Lower case, for texts. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
