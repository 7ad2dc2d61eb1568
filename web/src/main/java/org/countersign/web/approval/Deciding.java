package org.countersign.web.approval;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.countersign.approval.DecisionKind;
import org.countersign.approval.DecisionRequest;
import org.countersign.approval.Submissions;
import org.countersign.web.shell.Notices;

/**
 * A decision on exactly what the page showed: the digests travel with the page, so a post that
 * changed meanwhile is refused, not approved unseen.
 */
@RequestScoped
public class Deciding {

    @EJB Submissions submissions;
    @Inject Notices notices;

    /**
     * @return whether it was taken; else the reason is on the page
     */
    public boolean decide(UUID id, DecisionKind kind, String comment, List<String> digests) {
        String said = comment == null ? "" : comment;
        return notices.attempt(
                () -> submissions.decide(id, new DecisionRequest(kind, said, digests)));
    }
}
