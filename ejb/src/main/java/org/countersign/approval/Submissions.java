package org.countersign.approval;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.content.Post;
import org.countersign.content.PostRevised;
import org.countersign.content.Posts;
import org.countersign.content.RevisionView;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.platform.Strength;
import org.countersign.platform.Where;
import org.countersign.safety.matching.Verdict;

/**
 * Asking for approval and giving it. Locks go in the order submission, then chain head; the
 * database repeats every rule that matters.
 */
@Stateless
@RolesAllowed(Permissions.SUBMISSIONS_READ)
public class Submissions {

    private static final Listing<SubmissionRow> LISTING =
            new Listing<>(
                    """
                    s.id, s.post_id, s.revision_id, s.title, s.brand_id, s.client_id, s.client_name, s.brand_name,
                    s.initials, s.colour, s.zone, s.state, s.submitted_by, p.name, s.submitted_at, s.note, s.planned_at,
                    s.window_to, s.stage_position, s.stage_name, s.stage_side, s.stage_role, s.stage_quorum,
                    s.stage_approvals, waiting.acr, s.version""",
                    """
            submission_overview s join person p on p.agency_id = s.agency_id and p.id = s.submitted_by
            left join submission_stage waiting on waiting.agency_id = s.agency_id and waiting.submission_id = s.id
                  and waiting.position = s.stage_position""",
                    "s.id",
                    "s.planned_at",
                    Map.of(
                            "title", "s.title",
                            "brand", "s.brand_name",
                            "planned", "s.planned_at",
                            "submitted", "s.submitted_at"),
                    Submissions::row,
                    SubmissionRow::id);

    /** The caller is asked now: a mandate or the stage's role, no authorship, no decision yet. */
    private static final String ASKED_OF_CALLER =
            """
            s.state = 'OPEN' and s.submitted_by <> bound_person()
            and not exists (select from revision r where r.agency_id = s.agency_id and r.id = s.revision_id
                               and r.author_id = bound_person())
            and not exists (select from decision d where d.agency_id = s.agency_id and d.submission_id = s.id
                               and d.stage_position = s.stage_position and d.decided_by = bound_person())
            and case s.stage_side
                  when 'CLIENT' then holds_mandate(s.agency_id, s.client_id, bound_person(), 'APPROVER')
                  else exists (select from person me where me.agency_id = s.agency_id and me.id = bound_person()
                                  and me.active and me.side = 'AGENCY' and (s.stage_role is null or s.stage_role = any (me.roles)))
                end""";

    private static final String NEWEST_OF_POST =
            """
            s.submitted_at = (select max(n.submitted_at) from submission n
                               where n.agency_id = s.agency_id and n.post_id = s.post_id)""";

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @EJB Posts posts;
    @Inject ApprovalMails mails;
    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Event<SubmissionApproved> approved;
    @Inject Event<SubmissionClosed> closed;

    /**
     * Sorts by {@code title}, {@code brand}, {@code planned} or {@code submitted}; else what goes
     * out first comes first.
     *
     * @param states any of these; none means all
     * @param mine only those the caller is asked to decide now
     */
    public Page<SubmissionRow> list(
            @NotNull Set<Submission.State> states, boolean mine, Paging paging) {
        var where =
                new Where().within("s.state", states.stream().map(Enum::name).sorted().toList());
        if (mine) {
            where.and(ASKED_OF_CALLER);
        }
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a submission the caller may not see
     */
    public SubmissionView find(@NotNull UUID id) {
        SubmissionRow row = row(id);
        boolean asked = LISTING.any(database, new Where().and("s.id = ?", id).and(ASKED_OF_CALLER));
        return new SubmissionView(
                row, posts.revision(row.revisionId()), stages(id), decisions(id), asked);
    }

    /** The post's newest submission, should it have one. */
    public Optional<SubmissionView> newestOf(@NotNull UUID postId) {
        var where = new Where().and("s.post_id = ?", postId).and(NEWEST_OF_POST);
        return LISTING.first(database, where).map(row -> find(row.id()));
    }

    /**
     * Puts the post's newest revision before its client's deciders and mails those of the first
     * stage.
     *
     * @param version the post's version that the person saw
     * @param note for the deciders, not part of the content
     * @return the submission's id
     * @throws InvalidInputException when a rule blocks it, a channel is not connected, or its
     *     window is over
     * @throws StaleException when somebody changed the post since
     */
    @RolesAllowed(Permissions.SUBMISSIONS_SUBMIT)
    public UUID submit(
            @NotNull UUID postId,
            long version,
            @NotNull @Size(max = Submission.NOTE_MAX) String note) {
        Post post = post(postId);
        if (post.version() != version) {
            throw new StaleException();
        }
        if (post.state() == Post.State.IN_REVIEW || post.state() == Post.State.APPROVED) {
            throw new InvalidInputException("post", "submission.refused.already");
        }
        RevisionView revision = posts.newestRevision(postId);
        requireSendable(revision);
        UUID submission = Ids.next(clock);
        database.update(
                """
                insert into submission (id, post_id, revision_id, workflow_id, submitted_by, submitted_at, note, state)
                values (?, ?, ?, ?, bound_person(), db_now(), ?, 'OPEN')""",
                submission,
                postId,
                revision.id(),
                workflowOf(post),
                note.strip());
        post.moveTo(Post.State.IN_REVIEW, clock.instant());
        entities.flush();
        mails.askDeciders(row(submission));
        return submission;
    }

    /**
     * Decides in the waiting stage. A yes that completes the last stage approves the revision; a no
     * ends the submission and mails its author's side.
     *
     * @throws InvalidInputException when the digests are not the submission's, or a no says nothing
     * @throws org.countersign.platform.NotPermittedException when Keycloak has not confirmed the
     *     caller lately
     * @throws org.countersign.platform.StrongerSignInException when the stage asks for more than
     *     the caller's sign-in
     * @throws org.countersign.platform.GateRefusedException for own work, a second decision, a
     *     person who is not asked
     */
    @RolesAllowed(Permissions.SUBMISSIONS_DECIDE)
    public UUID decide(@NotNull UUID id, @NotNull @Valid DecisionRequest request) {
        caller.requireFresh();
        SubmissionRow row = row(id);
        var submission = entities.find(Submission.class, id);
        StageRow stage =
                row.waiting()
                        .orElseThrow(
                                () ->
                                        new InvalidInputException(
                                                "stage", "decision.refused.closed"));
        caller.requireStrength(stage.strength());
        RevisionView revision = posts.revision(row.revisionId());
        requireSame(revision, request.digests());
        if (request.kind() != DecisionKind.APPROVE && request.comment().isBlank()) {
            throw new InvalidInputException("comment", "decision.refused.comment_missing");
        }
        if (request.kind() == DecisionKind.APPROVE && !database.now().isBefore(row.windowTo())) {
            throw new InvalidInputException("window", "decision.refused.window_over");
        }
        UUID decision = Ids.next(clock);
        insert(decision, submission, stage.position(), request, revision);
        if (request.kind() != DecisionKind.APPROVE) {
            end(submission, request.kind());
            mails.tellSubmitter(row, request.kind(), request.comment());
        } else if (row(id).waiting().isEmpty()) {
            submission.end(Submission.State.APPROVED);
            post(row.postId()).moveTo(Post.State.APPROVED, clock.instant());
            entities.flush();
            approved.fire(new SubmissionApproved(id, row.postId(), row.revisionId()));
            mails.tellSubmitter(row, request.kind(), request.comment());
        } else if (row(id).waiting().get().position() != stage.position()) {
            mails.askDeciders(row(id));
        }
        return decision;
    }

    private void insert(
            UUID decision,
            Submission submission,
            int stage,
            DecisionRequest request,
            RevisionView revision) {
        database.update(
                """
                insert into decision (id, submission_id, stage_position, kind, comment, decided_by, decided_at)
                values (?, ?, ?, ?, ?, bound_person(), db_now())""",
                decision,
                submission.id(),
                stage,
                request.kind(),
                request.comment().strip());
        revision.variants()
                .forEach(
                        v ->
                                database.update(
                                        """
                                        insert into decision_variant (decision_id, channel_id, digest)
                                        values (?, ?, decode(?, 'hex'))""",
                                        decision,
                                        v.channel().id(),
                                        v.digest()));
    }

    private void end(Submission submission, DecisionKind kind) {
        boolean changes = kind == DecisionKind.REQUEST_CHANGES;
        submission.end(changes ? Submission.State.CHANGES_REQUESTED : Submission.State.REJECTED);
        post(submission.postId())
                .moveTo(
                        changes ? Post.State.CHANGES_REQUESTED : Post.State.REJECTED,
                        clock.instant());
        entities.flush();
    }

    /** A change of the post ends what was asked or decided on its older revisions. */
    public void supersede(@Observes PostRevised change) {
        database.list(
                        """
                        select id, revision_id from submission
                        where post_id = ? and state in ('OPEN', 'APPROVED')""",
                        row -> new SubmissionClosed(row.uuid(1), change.postId(), row.uuid(2)),
                        change.postId())
                .forEach(
                        old -> {
                            closed.fire(old);
                            entities.find(Submission.class, old.submissionId())
                                    .end(Submission.State.SUPERSEDED);
                            entities.flush();
                        });
    }

    private void requireSendable(RevisionView revision) {
        for (var variant : revision.variants()) {
            if (variant.screening().verdict() == Verdict.BLOCK) {
                throw new InvalidInputException(
                        "text",
                        "submission.refused.blocked_by",
                        variant.screening().findings().get(0).title());
            }
            if (variant.channel().account().isEmpty()) {
                throw new InvalidInputException(
                        "channel", "submission.refused.not_connected", variant.channel().handle());
            }
            if (!database.now().isBefore(variant.content().window().to())) {
                throw new InvalidInputException("plannedAt", "submission.refused.window_over");
            }
        }
    }

    private static void requireSame(RevisionView revision, List<String> digests) {
        Set<String> shown =
                revision.variants().stream()
                        .map(RevisionView.VariantView::digest)
                        .collect(Collectors.toSet());
        if (!shown.equals(new HashSet<>(digests))) {
            throw new InvalidInputException("digests", "decision.refused.other_content");
        }
    }

    private UUID workflowOf(Post post) {
        return database.first(
                        """
                        select w.id from workflow w join brand b on b.agency_id = w.agency_id and b.client_id = w.client_id
                        where b.id = ? order by w.created_at desc limit 1""",
                        row -> row.uuid(1),
                        post.brandId())
                .orElseThrow(
                        () ->
                                new InvalidInputException(
                                        "workflow", "submission.refused.no_workflow"));
    }

    private Post post(UUID id) {
        Post post = entities.find(Post.class, id);
        if (post == null) {
            throw new NotFoundException("post");
        }
        return post;
    }

    private SubmissionRow row(UUID id) {
        return LISTING.first(database, new Where().and("s.id = ?", id))
                .orElseThrow(() -> new NotFoundException("submission"));
    }

    private List<StageRow> stages(UUID id) {
        return database.list(
                """
                select s.position, s.name, s.side, s.role, s.quorum,
                       (select count(*) from decision d where d.agency_id = s.agency_id and d.submission_id = s.submission_id
                           and d.stage_position = s.position and d.kind = 'APPROVE'),
                       s.acr
                from submission_stage s where s.submission_id = ? order by s.position""",
                row -> stage(row, 1),
                id);
    }

    private List<DecisionRow> decisions(UUID id) {
        return database.list(
                """
                select d.id, d.submission_id, d.stage_position, d.kind, d.comment, d.decided_by, p.name, d.decided_at
                from decision d join person p on p.agency_id = d.agency_id and p.id = d.decided_by
                where d.submission_id = ? order by d.decided_at""",
                row ->
                        new DecisionRow(
                                row.uuid(1),
                                row.uuid(2),
                                row.number(3),
                                DecisionKind.valueOf(row.text(4)),
                                row.text(5),
                                row.text(6),
                                row.text(7),
                                row.instant(8)),
                id);
    }

    private static StageRow stage(Database.Row row, int first) throws SQLException {
        return new StageRow(
                row.number(first),
                row.text(first + 1),
                row.text(first + 2),
                row.optionalText(first + 3),
                row.number(first + 4),
                row.number(first + 5),
                Strength.of(row.text(first + 6)));
    }

    private static SubmissionRow row(Database.Row row) throws SQLException {
        return new SubmissionRow(
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                row.text(4),
                row.uuid(5),
                row.uuid(6),
                row.text(7),
                row.text(8),
                row.text(9),
                row.number(10),
                ZoneId.of(row.text(11)),
                Submission.State.valueOf(row.text(12)),
                row.text(13),
                row.text(14),
                row.instant(15),
                row.text(16),
                row.instant(17),
                row.instant(18),
                row.optionalText(20).isPresent() ? Optional.of(stage(row, 19)) : Optional.empty(),
                row.big(26));
    }
}
