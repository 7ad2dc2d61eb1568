package org.countersign.approval;

import java.util.List;
import org.countersign.content.RevisionView;

/**
 * A submission with all a decider needs: what exactly goes out, who has said what, and whether the
 * caller may say something now.
 *
 * @param mayDecide the caller is asked in the waiting stage, has not decided in it, and wrote none
 *     of it
 */
public record SubmissionView(
        SubmissionRow submission,
        RevisionView revision,
        List<StageRow> stages,
        List<DecisionRow> decisions,
        boolean mayDecide) {}
