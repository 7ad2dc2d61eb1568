package org.countersign.tenancy.vendor;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The terms of an assignment as somebody writes them.
 *
 * @param title seen by the vendor before anything is accepted
 * @param campaignId none means the whole brand
 * @param startsOn first day, in the brand's zone
 * @param endsOn last day, in the brand's zone
 * @param fee between agency and vendor; none leaves it as it is
 */
public record AssignmentDraft(
        @NotBlank @Size(max = TITLE_MAX) String title,
        @NotNull Optional<UUID> campaignId,
        @NotNull LocalDate startsOn,
        @NotNull LocalDate endsOn,
        @NotBlank @Size(max = BRIEF_MAX) String brief,
        @NotNull @Size(max = DELIVERABLES_MAX) String deliverables,
        @NotNull @Valid RightsGranted rights,
        @NotNull Optional<@Valid Money> fee) {

    public static final int TITLE_MAX = 120;
    public static final int BRIEF_MAX = 4000;
    public static final int DELIVERABLES_MAX = 2000;
}
