package org.countersign.tenancy.vendor;

import java.time.Instant;
import java.util.UUID;

/**
 * One version of a text that a vendor's person accepts before work opens.
 *
 * @param number counted from 1 within its kind
 */
public record VendorText(
        UUID id,
        Kind kind,
        int number,
        String title,
        String body,
        String writtenBy,
        Instant writtenAt) {

    /** What it is about. */
    public enum Kind {
        NDA,
        RIGHTS
    }
}
