package org.countersign.tenancy.vendor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * The client's yes or no to the terms that wait.
 *
 * @param digest of the terms that the person saw, lower-case hex
 */
public record AssignmentVerdict(
        @NotNull AssignmentDecision.Kind kind,
        @NotNull @Size(max = COMMENT_MAX) String comment,
        @NotNull @Pattern(regexp = "[0-9a-f]{64}") String digest) {

    public static final int COMMENT_MAX = 2000;
}
