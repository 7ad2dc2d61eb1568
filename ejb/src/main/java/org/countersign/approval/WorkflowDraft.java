package org.countersign.approval;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * A client's way to a yes, as the agency suggests it.
 *
 * @param reason why another than today's; the owner reads it
 * @param stages in their order, at least one of the client
 */
public record WorkflowDraft(
        @NotNull UUID clientId,
        @NotNull @Size(min = 1, max = WorkflowDraft.NAME_MAX) String name,
        @NotNull @Size(max = WorkflowDraft.REASON_MAX) String reason,
        @NotNull @Size(min = 1, max = WorkflowDraft.STAGES_MAX) List<@Valid StageDraft> stages) {

    public static final int NAME_MAX = 120;
    public static final int REASON_MAX = 500;
    public static final int STAGES_MAX = 9;
}
