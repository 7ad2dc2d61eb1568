package org.countersign.web.approval;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.approval.DecisionKind;
import org.countersign.approval.DecisionRow;
import org.countersign.approval.Submission;
import org.countersign.approval.SubmissionRow;
import org.countersign.approval.SubmissionView;
import org.countersign.approval.Submissions;
import org.countersign.content.RevisionView.VariantView;
import org.countersign.web.content.Preview;
import org.countersign.web.content.Previews;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.TableState;

/** Backs {@code /approval/approvals.xhtml}: what waits, with whom, and what was said. */
@Named
@ViewScoped
public class ApprovalsPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SIZE = 10;

    /** The three views, by their name in the address. */
    private static final Map<String, Set<Submission.State>> VIEWS =
            Map.of(
                    "waiting", Set.of(Submission.State.OPEN),
                    "changes", Set.of(Submission.State.CHANGES_REQUESTED),
                    "decided", Set.of(Submission.State.APPROVED, Submission.State.REJECTED));

    @EJB Submissions submissions;
    @Inject Previews previews;
    @Inject Deciding deciding;

    private transient TableState<SubmissionRow> list = new TableState<>(SIZE);
    private String view = "waiting";
    private String id;
    private String comment;
    private UUID chosen;
    private ArrayList<String> digests = new ArrayList<>();
    private transient SubmissionView detail;
    private transient List<Preview> shown;

    public void load() {
        if (!VIEWS.containsKey(view)) {
            view = "waiting";
        }
        fill();
        Optional<UUID> asked = AddressId.optional(id);
        if (asked.isPresent()) {
            show(submissions.find(asked.get()));
        } else if (!list.isNone()) {
            show(submissions.find(list.getRows().get(0).id()));
        }
    }

    private void fill() {
        boolean latestFirst = !view.equals("waiting");
        list.setSort(latestFirst ? "-submitted" : "planned");
        list.show(submissions.list(VIEWS.get(view), false, list.paging()));
    }

    private void show(SubmissionView found) {
        detail = found;
        chosen = found.submission().id();
        digests = new ArrayList<>();
        found.revision().variants().stream().map(VariantView::digest).forEach(digests::add);
    }

    public String approve() {
        return decide(DecisionKind.APPROVE, "");
    }

    public String askForChanges() {
        return decide(DecisionKind.REQUEST_CHANGES, comment);
    }

    private String decide(DecisionKind kind, String said) {
        return deciding.decide(chosen, kind, said, digests)
                ? "/approval/approvals?faces-redirect=true&id=" + chosen
                : null;
    }

    public SubmissionView getDetail() {
        if (detail == null && chosen != null) {
            detail = submissions.find(chosen);
        }
        return detail;
    }

    public List<Preview> getPreviews() {
        if (shown == null && getDetail() != null) {
            SubmissionRow row = detail.submission();
            var face =
                    new Previews.Face(
                            row.clientId(),
                            row.brandName(),
                            row.brandInitials(),
                            row.brandColour());
            shown = previews.of(detail.revision().variants(), face, true);
        }
        return shown == null ? List.of() : shown;
    }

    /** What was said in one stage. */
    public List<DecisionRow> said(int stage) {
        return getDetail().decisions().stream().filter(d -> d.stage() == stage).toList();
    }

    public boolean current(int stage) {
        return getDetail().submission().waiting().filter(s -> s.position() == stage).isPresent();
    }

    public TableState<SubmissionRow> getList() {
        if (list == null) {
            list = new TableState<>(SIZE);
            fill();
        }
        return list;
    }

    public UUID getChosen() {
        return chosen;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view == null ? "waiting" : view;
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
}
