package org.countersign.approval;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * One stage of a way to a yes.
 *
 * @param side {@code AGENCY} or {@code CLIENT}
 * @param quorum how many of that side must approve
 * @param acr how strong the sign-in of a decider must be: {@code mail}, {@code password}, {@code
 *     otp} or {@code passkey}
 */
public record StageDraft(
        @NotNull @Size(min = 1, max = StageDraft.NAME_MAX) String name,
        @NotNull @Pattern(regexp = "AGENCY|CLIENT") String side,
        @Min(1) @Max(StageDraft.QUORUM_MAX) int quorum,
        @NotNull @Pattern(regexp = "mail|password|otp|passkey") String acr) {

    public static final int NAME_MAX = 60;
    public static final int QUORUM_MAX = 9;
}
