package org.countersign.approval;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A decision as a person makes it.
 *
 * @param comment what should change; asked for unless it is a yes
 * @param digests variant digests the person saw and decides on, lower-case hex; all of the
 *     submission's
 */
public record DecisionRequest(
        @NotNull DecisionKind kind,
        @NotNull @Size(max = COMMENT_MAX) String comment,
        @NotEmpty List<@Size(min = 64, max = 64) String> digests) {

    public static final int COMMENT_MAX = 2000;
}
