package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.tenancy.vendor.AssignmentDecision;
import org.countersign.tenancy.vendor.AssignmentFilter;
import org.countersign.tenancy.vendor.AssignmentRow;
import org.countersign.tenancy.vendor.AssignmentState;
import org.countersign.tenancy.vendor.AssignmentTerms;
import org.countersign.tenancy.vendor.AssignmentVerdict;
import org.countersign.tenancy.vendor.AssignmentView;
import org.countersign.tenancy.vendor.Assignments;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/**
 * Backs {@code /vendor/approve.xhtml}: the client says which vendors work on its brands. The digest
 * of the terms shown travels with the page, so terms that changed meanwhile are refused, not
 * approved unseen.
 */
@Named
@ViewScoped
public class ApprovePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;

    @EJB Assignments assignments;
    @Inject Notices notices;

    private String id;
    private UUID chosen;
    private String digest;
    private String comment;
    private boolean stopping = true;
    private transient AssignmentView view;
    private transient List<AssignmentRow> waiting;
    private transient List<AssignmentRow> working;

    /** Shows the assignment asked for, else the first that waits. */
    public void load() {
        Optional<UUID> asked = AddressId.optional(id);
        if (asked.isPresent()) {
            show(assignments.find(asked.get()));
        } else if (!getWaiting().isEmpty()) {
            show(assignments.find(getWaiting().get(0).id()));
        }
    }

    private void show(AssignmentView found) {
        view = found;
        chosen = found.assignment().id();
        digest = found.waiting().map(AssignmentTerms::digest).orElse(null);
    }

    public String approve() {
        return decide(AssignmentDecision.Kind.APPROVE, "", "approve.message.approved");
    }

    public String decline() {
        String said = comment == null ? "" : comment;
        return decide(AssignmentDecision.Kind.DECLINE, said, "approve.message.declined");
    }

    private String decide(AssignmentDecision.Kind kind, String said, String message) {
        String vendor = getView().assignment().vendorName();
        if (!notices.attempt(
                () -> assignments.decide(chosen, new AssignmentVerdict(kind, said, digest)))) {
            return null;
        }
        notices.done(message, vendor);
        return here();
    }

    /** Closes the vendor's access; what is scheduled of it stops unless the person says else. */
    public String end() {
        String vendor = getView().assignment().vendorName();
        String why = comment == null ? "" : comment;
        if (!notices.attempt(() -> assignments.end(chosen, false, why, stopping))) {
            return null;
        }
        notices.done("approve.message.ended", vendor);
        return here();
    }

    private String here() {
        return "/vendor/approve?faces-redirect=true&id=" + chosen;
    }

    public AssignmentView getView() {
        if (view == null && chosen != null) {
            view = assignments.find(chosen);
        }
        return view;
    }

    /** What is shown: the terms that wait, else those in force. */
    public AssignmentTerms getTerms() {
        return getView().waiting().or(getView()::terms).orElse(null);
    }

    public List<AssignmentRow> getWaiting() {
        if (waiting == null) {
            waiting =
                    list(new AssignmentFilter(Optional.empty(), Optional.empty(), List.of(), true));
        }
        return waiting;
    }

    /** Those who may work on the caller's brands, now or soon. */
    public List<AssignmentRow> getWorking() {
        if (working == null) {
            working =
                    list(
                            new AssignmentFilter(
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(AssignmentState.OPEN, AssignmentState.APPROVED),
                                    false));
        }
        return working;
    }

    private List<AssignmentRow> list(AssignmentFilter filter) {
        return assignments.list(filter, Paging.table(0, SHOWN, "ends", false)).rows();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getComment() {
        return comment;
    }

    public void setComment(String comment) {
        this.comment = comment;
    }

    public boolean isStopping() {
        return stopping;
    }

    public void setStopping(boolean stopping) {
        this.stopping = stopping;
    }
}
