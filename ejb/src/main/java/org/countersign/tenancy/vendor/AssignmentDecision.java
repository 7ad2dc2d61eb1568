package org.countersign.tenancy.vendor;

import java.time.Instant;

/**
 * What the client said.
 *
 * @param terms number of the terms it was about
 */
public record AssignmentDecision(
        int terms, Kind kind, String comment, String decidedBy, Instant decidedAt) {

    /** Yes or no. */
    public enum Kind {
        APPROVE,
        DECLINE
    }
}
