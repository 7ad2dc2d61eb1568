package org.countersign.web.approval;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.approval.DecisionKind;
import org.countersign.approval.Submission;
import org.countersign.approval.SubmissionRow;
import org.countersign.approval.SubmissionView;
import org.countersign.approval.Submissions;
import org.countersign.content.PostFilter;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.content.RevisionView.VariantView;
import org.countersign.platform.Paging;
import org.countersign.tenancy.vendor.AssignmentFilter;
import org.countersign.tenancy.vendor.Assignments;
import org.countersign.web.content.Preview;
import org.countersign.web.content.Previews;
import org.countersign.web.shell.AddressId;

/** Backs {@code /approval/review.xhtml}: one post at a time, yes or no. */
@Named
@ViewScoped
public class ReviewPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;
    private static final int COMING = 5;

    @EJB Submissions submissions;
    @EJB Posts posts;
    @EJB Assignments assignments;
    @Inject Previews previews;
    @Inject Deciding deciding;

    private String id;
    private String done;
    private String comment;
    private UUID chosen;
    private ArrayList<String> digests = new ArrayList<>();
    private transient SubmissionView view;
    private transient List<SubmissionRow> waiting;
    private transient List<Preview> shown;

    /** Shows the post asked for, else the one that goes out first of those that wait. */
    public void load() {
        Optional<UUID> asked = AddressId.optional(id);
        if (asked.isPresent()) {
            show(submissions.find(asked.get()));
        } else if (!isJustDecided() && !getWaiting().isEmpty()) {
            show(submissions.find(getWaiting().get(0).id()));
        }
    }

    private void show(SubmissionView found) {
        view = found;
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
                ? "/approval/review?faces-redirect=true&done=" + chosen
                : null;
    }

    public SubmissionView getView() {
        if (view == null && chosen != null) {
            view = submissions.find(chosen);
        }
        return view;
    }

    /** What was decided a moment ago, with how it stands now. */
    public Optional<SubmissionView> getDecided() {
        return AddressId.optional(done).map(submissions::find);
    }

    public boolean isJustDecided() {
        return AddressId.optional(done).isPresent();
    }

    public List<SubmissionRow> getWaiting() {
        if (waiting == null) {
            waiting =
                    submissions
                            .list(
                                    Set.of(Submission.State.OPEN),
                                    true,
                                    Paging.table(0, SHOWN, "planned", false))
                            .rows();
        }
        return waiting;
    }

    /** Approved and on its way: what the client can still stop. */
    public List<PostRow> getComing() {
        var filter = new PostFilter(Optional.empty(), Optional.empty(), List.of("SCHEDULED"), "");
        return posts.list(filter, Paging.table(0, COMING, "planned", false)).rows();
    }

    /** Vendors that wait for the client's yes. */
    public long getVendorsWaiting() {
        var filter = new AssignmentFilter(Optional.empty(), Optional.empty(), List.of(), true);
        return assignments.list(filter, Paging.table(0, 1, "", false)).total();
    }

    /** Which of those that wait is shown, from 1; 0 for one that does not wait. */
    public int getPlace() {
        for (int i = 0; i < getWaiting().size(); i++) {
            if (getWaiting().get(i).id().equals(chosen)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Drawn from the bytes that will be sent. */
    public List<Preview> getPreviews() {
        if (shown == null && getView() != null) {
            SubmissionRow row = view.submission();
            var face =
                    new Previews.Face(
                            row.clientId(),
                            row.brandName(),
                            row.brandInitials(),
                            row.brandColour());
            shown = previews.of(view.revision().variants(), face, false);
        }
        return shown == null ? List.of() : shown;
    }

    /** Whether the caller's yes is the last one needed. */
    public boolean isLastNeeded() {
        SubmissionRow row = getView().submission();
        return row.waiting()
                .filter(stage -> stage.approvals() + 1 >= stage.quorum())
                .filter(stage -> stage.position() == getView().stages().size())
                .isPresent();
    }

    /** What a draft of a comment is about: the post shown, or the one just decided. */
    public String getAbout() {
        return isJustDecided() ? done : String.valueOf(chosen);
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getDone() {
        return done;
    }

    public void setDone(String done) {
        this.done = done;
    }

    public String getComment() {
        return comment;
    }

    public void setComment(String comment) {
        this.comment = comment;
    }
}
