package org.countersign.publishing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.approval.SubmissionApproved;
import org.countersign.approval.SubmissionClosed;
import org.countersign.content.PostMoved;
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
import org.countersign.platform.Where;
import org.countersign.safety.HoldLifted;

/** What is scheduled, and what became of it. Approvals make publications; nobody else does. */
@Stateless
@RolesAllowed(Permissions.PUBLICATIONS_READ)
public class Publications {

    private static final Set<Publication.State> UNSETTLED =
            EnumSet.of(Publication.State.DISPATCHING, Publication.State.UNKNOWN);

    private static final Set<Publication.State> OUT =
            EnumSet.of(
                    Publication.State.PUBLISHED,
                    Publication.State.PARTIAL,
                    Publication.State.REMOVED);

    private static final Listing<PublicationRow> LISTING =
            new Listing<>(
                    """
                    x.id, x.post_id, o.title, x.revision_id, x.channel_id, h.network, h.handle, o.brand_name, o.zone,
                    encode(x.digest, 'hex'), x.due_at, x.window_from, x.window_to, x.state, x.attempts, x.uri,
                    x.public_url, x.published_at, x.failure, publication_held(x.agency_id, x.id), x.version""",
                    """
            publication x join post_overview o on o.agency_id = x.agency_id and o.id = x.post_id
            join channel h on h.agency_id = x.agency_id and h.id = x.channel_id""",
                    "x.id",
                    "x.due_at",
                    Map.of(
                            "due",
                            "x.due_at",
                            "title",
                            "o.title",
                            "state",
                            "x.state",
                            "brand",
                            "o.brand_name"),
                    Publications::row,
                    PublicationRow::id);

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Connectors connectors;

    /**
     * Sorts by {@code due}, {@code title}, {@code state} or {@code brand}.
     *
     * @param postId those of one post only
     * @param states any of these; none means all
     */
    public Page<PublicationRow> list(
            @NotNull Optional<UUID> postId, @NotNull Set<Publication.State> states, Paging paging) {
        var where =
                new Where()
                        .and("x.post_id = ?", postId)
                        .within("x.state", states.stream().map(Enum::name).sorted().toList());
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a publication the caller may not see
     */
    public PublicationRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("x.id = ?", id))
                .orElseThrow(() -> new NotFoundException("publication"));
    }

    /**
     * Takes a publication off the list before it goes out.
     *
     * @throws StaleException when it moved on since
     * @throws InvalidInputException when a try is under way or it is out already
     */
    @RolesAllowed(Permissions.PUBLICATIONS_STEER)
    public void cancel(@NotNull UUID id, long version) {
        Publication publication = own(id, version);
        if (publication.state() != Publication.State.SCHEDULED
                && publication.state() != Publication.State.HELD
                && publication.state() != Publication.State.FAILED) {
            throw new InvalidInputException("state", "publication.refused.transition");
        }
        publication.cancelled();
    }

    /**
     * Puts a publication back on the list that failed, that a rule held which may have ended since,
     * or that missed its time; with the key of its first try. Before it goes out it is screened
     * again.
     *
     * @throws StaleException when it moved on since
     * @throws InvalidInputException in any other state; what a stop holds comes back by lifting
     */
    @RolesAllowed(Permissions.PUBLICATIONS_STEER)
    public void retry(@NotNull UUID id, long version) {
        Publication publication = own(id, version);
        if (!publication.mayBeRetried()) {
            throw new InvalidInputException("state", "publication.refused.transition");
        }
        publication.resume();
    }

    /** The last yes: each variant becomes a publication at its post's planned moment. */
    public void schedule(@Observes SubmissionApproved approval) {
        Instant now = database.now();
        database.list(
                        """
                        select v.channel_id, v.digest, v.window_from, v.window_to, greatest(p.planned_at, v.window_from, ?)
                        from variant v join post p on p.agency_id = v.agency_id and p.id = ?
                        where v.revision_id = ? order by v.channel_id""",
                        row ->
                                List.<Object>of(
                                        row.uuid(1),
                                        row.bytes(2),
                                        row.instant(3),
                                        row.instant(4),
                                        row.instant(5)),
                        now,
                        approval.postId(),
                        approval.revisionId())
                .forEach(
                        v ->
                                database.update(
                                        """
                                        insert into publication (id, post_id, revision_id, channel_id, digest, window_from,
                                                                 window_to, due_at, state, record_key, stamped_at)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, 'SCHEDULED', ?, db_now())""",
                                        Ids.next(clock),
                                        approval.postId(),
                                        approval.revisionId(),
                                        v.get(0),
                                        v.get(1),
                                        v.get(2),
                                        v.get(3),
                                        v.get(4),
                                        connectors.recordKey(now)));
    }

    /**
     * A yes that is void: what has not gone out is cancelled.
     *
     * @throws InvalidInputException while a try is under way or unsettled, which is settled first,
     *     and when something is out already: then another idea is another post
     */
    public void cancelAll(@Observes SubmissionClosed closed) {
        ofRevision(closed.revisionId())
                .forEach(
                        publication -> {
                            if (UNSETTLED.contains(publication.state())) {
                                throw new InvalidInputException("post", "post.refused.going_out");
                            }
                            if (OUT.contains(publication.state())) {
                                throw new InvalidInputException("post", "post.refused.published");
                            }
                            if (publication.state() == Publication.State.SCHEDULED
                                    || publication.state() == Publication.State.HELD
                                    || publication.state() == Publication.State.FAILED) {
                                publication.cancelled();
                            }
                        });
        entities.flush();
    }

    /** A move inside the window takes what is scheduled along. */
    public void move(@Observes PostMoved moved) {
        database.list(
                        "select id from publication where post_id = ? and state in ('SCHEDULED', 'HELD')",
                        row -> row.uuid(1),
                        moved.postId())
                .forEach(id -> entities.find(Publication.class, id).move(moved.plannedAt()));
    }

    /** A stop ended: what it held and is still in its window goes back on the list. */
    public void resume(@Observes HoldLifted lifted) {
        database.list(
                        """
                        select x.id from publication x
                        where x.state = 'HELD' and x.failure = 'held' and x.window_to > db_now()
                          and not publication_held(x.agency_id, x.id)
                          and exists (select from publication_scopes(x.agency_id, x.id) s
                                        join hold h on h.agency_id = x.agency_id and h.scope = s.scope
                                         and h.scope_id = s.scope_id where h.id = ?)""",
                        row -> row.uuid(1),
                        lifted.holdId())
                .forEach(id -> entities.find(Publication.class, id).resume());
    }

    private List<Publication> ofRevision(UUID revisionId) {
        return database
                .list(
                        "select id from publication where revision_id = ? order by id for update",
                        row -> row.uuid(1),
                        revisionId)
                .stream()
                .map(id -> entities.find(Publication.class, id))
                .toList();
    }

    private Publication own(UUID id, long version) {
        if (find(id).version() != version) {
            throw new StaleException();
        }
        return entities.find(Publication.class, id);
    }

    private static PublicationRow row(Database.Row row) throws SQLException {
        return new PublicationRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.uuid(4),
                row.uuid(5),
                row.text(6),
                row.text(7),
                row.text(8),
                ZoneId.of(row.text(9)),
                row.text(10),
                row.instant(11),
                row.instant(12),
                row.instant(13),
                Publication.State.valueOf(row.text(14)),
                row.number(15),
                row.optionalText(16),
                row.optionalText(17),
                row.optionalInstant(18),
                row.optionalText(19),
                row.flag(20),
                row.big(21));
    }
}
