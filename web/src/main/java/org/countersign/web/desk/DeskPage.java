package org.countersign.web.desk;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.approval.Submission;
import org.countersign.approval.SubmissionRow;
import org.countersign.approval.Submissions;
import org.countersign.content.PostFilter;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.safety.HoldRow;
import org.countersign.safety.Holds;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;
import org.countersign.web.shell.Texts;
import org.countersign.web.shell.Times;

/** Backs {@code /desk.xhtml}. Every part shows the first rows and leads to its whole list. */
@Named
@RequestScoped
public class DeskPage {

    private static final int SHOWN = 8;
    private static final int CHANNELS = 100;
    private static final List<String> FAILING = List.of("FAILED", "UNKNOWN", "PARTIAL", "EXPIRED");

    @EJB Submissions submissions;
    @EJB Posts posts;
    @EJB Holds holds;
    @EJB Brands brands;
    @Inject Times times;
    @Inject Texts texts;

    private Page<SubmissionRow> waiting;
    private Page<SubmissionRow> mine;
    private Page<PostRow> failing;
    private Page<PostRow> held;
    private Page<PostRow> changes;
    private Page<PostRow> drafts;
    private Page<PostRow> scheduled;
    private Page<HoldRow> stops;
    private List<ChannelRow> broken = List.of();

    public void load() {
        var open = Set.of(Submission.State.OPEN);
        waiting = submissions.list(open, false, first("planned"));
        mine = submissions.list(open, true, first("planned"));
        failing = inState(FAILING);
        held = inState(List.of("HELD"));
        changes = inState(List.of("CHANGES_REQUESTED", "REJECTED"));
        drafts = inState(List.of("DRAFT"));
        scheduled = inState(List.of("SCHEDULED"));
        stops = holds.list(true, first(""));
        broken =
                brands
                        .channels(Optional.empty(), Paging.table(0, CHANNELS, "", false))
                        .rows()
                        .stream()
                        .filter(channel -> !channel.healthy())
                        .toList();
    }

    private Page<PostRow> inState(List<String> states) {
        var filter = new PostFilter(Optional.empty(), Optional.empty(), states, "");
        return posts.list(filter, first("planned"));
    }

    private static Paging first(String sort) {
        return Paging.table(0, SHOWN, sort, false);
    }

    /** How far a review is: "Client, 0 of 1". */
    public String progress(SubmissionRow row) {
        return row.waiting()
                .map(s -> texts.with("desk.text.progress", s.approvals(), s.quorum()))
                .orElse("");
    }

    public String waitsFor(SubmissionRow row) {
        return row.waiting()
                .map(s -> s.side().equals("CLIENT") ? row.clientName() : s.name())
                .orElse("");
    }

    /** All that the table would show if it showed all. */
    public long getNeeds() {
        return waiting.total() + failing.total() + held.total() + changes.total() + drafts.total();
    }

    /** Nothing to do and nothing wrong. */
    public boolean isCalm() {
        return waiting.rows().isEmpty()
                && failing.rows().isEmpty()
                && held.rows().isEmpty()
                && changes.rows().isEmpty()
                && drafts.rows().isEmpty();
    }

    /** Those of the waiting whose day ends within 24 hours. */
    public List<SubmissionRow> getExpiring() {
        return waiting.rows().stream().filter(row -> times.soon(row.windowTo())).toList();
    }

    public List<SubmissionRow> getPatient() {
        return waiting.rows().stream().filter(row -> !times.soon(row.windowTo())).toList();
    }

    public Page<SubmissionRow> getWaiting() {
        return waiting;
    }

    public Page<SubmissionRow> getMine() {
        return mine;
    }

    public Page<PostRow> getFailing() {
        return failing;
    }

    public Page<PostRow> getHeld() {
        return held;
    }

    public Page<PostRow> getChanges() {
        return changes;
    }

    public Page<PostRow> getDrafts() {
        return drafts;
    }

    public Page<PostRow> getScheduled() {
        return scheduled;
    }

    public Page<HoldRow> getStops() {
        return stops;
    }

    public List<ChannelRow> getBroken() {
        return broken;
    }
}
