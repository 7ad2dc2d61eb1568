package org.countersign.tenancy.vendor;

import java.util.List;
import java.util.Optional;

/**
 * An assignment with all that the caller may see of it.
 *
 * @param terms those in force, or the newest of one that was never approved; empty for a vendor's
 *     person who has not accepted its texts
 * @param waiting terms that wait for the client
 * @param fee empty for people of the client, always
 * @param nda to accept; the newest of the agency where there are no terms yet
 * @param mayDecide the caller is asked for the client's yes
 * @param mayEnd the caller may end it now
 * @param mayAccept the caller has yet to accept its texts
 */
public record AssignmentView(
        AssignmentRow assignment,
        Optional<AssignmentTerms> terms,
        Optional<AssignmentTerms> waiting,
        Optional<Money> fee,
        VendorText nda,
        VendorText rights,
        List<AssignmentDecision> decisions,
        List<Acceptance> acceptances,
        boolean mayDecide,
        boolean mayEnd,
        boolean mayAccept) {

    public AssignmentView {
        decisions = List.copyOf(decisions);
        acceptances = List.copyOf(acceptances);
    }
}
