package org.countersign.approval;

import java.util.Optional;

/**
 * A stage of a submission.
 *
 * @param side {@code AGENCY} or {@code CLIENT}
 * @param role a role that the decider must hold, beside being of that side
 * @param quorum how many must say yes
 * @param approvals how many did
 */
public record StageRow(
        int position, String name, String side, Optional<String> role, int quorum, int approvals) {

    public boolean complete() {
        return approvals >= quorum;
    }
}
