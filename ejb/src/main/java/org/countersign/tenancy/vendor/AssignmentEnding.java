package org.countersign.tenancy.vendor;

import java.util.UUID;

/**
 * An assignment ends before its time, in the running transaction, and what is scheduled of it shall
 * not go out.
 *
 * @param reason what the person said, may be empty
 */
public record AssignmentEnding(UUID assignmentId, String reason) {}
