package org.countersign.approval;

import java.util.Optional;
import org.countersign.platform.Strength;

/**
 * A stage of a submission.
 *
 * @param side {@code AGENCY} or {@code CLIENT}
 * @param role a role that the decider must hold, beside being of that side
 * @param quorum how many must say yes
 * @param approvals how many did
 * @param strength the least a decider's sign-in must have been
 */
public record StageRow(
        int position,
        String name,
        String side,
        Optional<String> role,
        int quorum,
        int approvals,
        Strength strength) {

    public boolean complete() {
        return approvals >= quorum;
    }
}
