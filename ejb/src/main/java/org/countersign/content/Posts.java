package org.countersign.content;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.countersign.campaign.Campaigns;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;

/**
 * Writing posts and reading them. Staff see all posts of the brands they see; a client's people see
 * those that were once submitted to them.
 */
@Stateless
@RolesAllowed(Permissions.POSTS_READ)
public class Posts {

    private static final Listing<PostRow> LISTING =
            new Listing<>(
                    """
                    o.id, o.title, o.brand_id, o.client_id, o.brand_name, o.initials, o.colour, o.zone, o.campaign_id,
                    o.campaign_name, o.shown_state, o.planned_at, o.changed_at, o.revision_id, o.revision_number, o.version""",
                    "post_overview o",
                    "o.id",
                    "o.planned_at",
                    Map.of(
                            "title", "o.title",
                            "brand", "o.brand_name",
                            "campaign", "o.campaign_name",
                            "state", "o.shown_state",
                            "planned", "o.planned_at",
                            "changed", "o.changed_at"),
                    Posts::row,
                    PostRow::id);

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @EJB Campaigns campaigns;
    @EJB Brands brands;
    @Inject RevisionStore revisions;
    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Event<PostRevised> revised;
    @Inject Event<PostMoved> moved;

    /**
     * Sorts by {@code title}, {@code brand}, {@code campaign}, {@code state}, {@code planned} or
     * {@code changed}; else what goes out next comes first.
     */
    public Page<PostRow> list(@NotNull PostFilter filter, Paging paging) {
        var where =
                new Where()
                        .and("o.brand_id = ?", filter.brandId())
                        .and("o.campaign_id = ?", filter.campaignId())
                        .within("o.shown_state", filter.states())
                        .containing("o.title", filter.text());
        return LISTING.page(database, where, paging);
    }

    /** What a vendor wrote in an assignment, in the order of {@link #list}. */
    public Page<PostRow> ofAssignment(@NotNull UUID assignmentId, Paging paging) {
        var where =
                new Where()
                        .and(
                                "exists (select from post p where p.agency_id = o.agency_id and p.id = o.id and p.assignment_id = ?)",
                                assignmentId);
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a post the caller may not see
     */
    public PostRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("o.id = ?", id))
                .orElseThrow(() -> new NotFoundException("post"));
    }

    /** The newest revision of a post the caller may see. */
    public RevisionView newestRevision(@NotNull UUID postId) {
        return revision(find(postId).revisionId());
    }

    /**
     * @throws NotFoundException for a revision of a post the caller may not see
     */
    public RevisionView revision(@NotNull UUID revisionId) {
        var revision = revisions.find(revisionId);
        find(revision.postId());
        return revision;
    }

    /** All revisions, newest first; an API client's further batches go on by id. */
    public Page<RevisionRow> revisions(@NotNull UUID postId, Paging paging) {
        return revisions.ofPost(find(postId).id(), paging);
    }

    /**
     * @return the new post's id
     * @throws org.countersign.platform.InvalidInputException for a text over a network's limit, a
     *     character that no text may hold, an unknown picture, a channel of another brand
     */
    @RolesAllowed(Permissions.POSTS_WRITE)
    public UUID create(@NotNull @Valid PostDraft draft) {
        BrandRow brand = brandOf(draft);
        var post = new Post(Ids.next(clock), brand.id(), caller.id());
        save(post, brand, draft);
        return post.id();
    }

    /**
     * Saves a change as a new revision. Whatever was decided or scheduled for older revisions and
     * has not gone out yet ends with it.
     *
     * @param version the version the person saw
     * @throws StaleException when somebody changed the post since
     */
    @RolesAllowed(Permissions.POSTS_WRITE)
    public void revise(@NotNull UUID id, long version, @NotNull @Valid PostDraft draft) {
        Post post = own(id, version);
        BrandRow brand = brandOf(draft);
        if (!post.brandId().equals(brand.id())) {
            throw new NotFoundException("campaign");
        }
        revised.fire(new PostRevised(id));
        save(post, brand, draft);
    }

    /**
     * Moves a post to another moment. Inside the window of its newest revision that keeps what was
     * decided; elsewhere it needs a new revision.
     *
     * @throws StaleException when somebody changed the post since
     * @throws org.countersign.platform.InvalidInputException for a moment outside the window
     */
    @RolesAllowed(Permissions.POSTS_WRITE)
    public void move(@NotNull UUID id, long version, @NotNull Instant plannedAt) {
        Post post = own(id, version);
        revisions.requireInWindow(find(id).revisionId(), plannedAt);
        post.plan(plannedAt, clock.instant());
        entities.flush();
        moved.fire(new PostMoved(id, plannedAt));
    }

    private void save(Post post, BrandRow brand, PostDraft draft) {
        int number =
                post.revise(draft.campaignId(), draft.title(), draft.plannedAt(), clock.instant());
        if (number == 1) {
            entities.persist(post);
        }
        entities.flush();
        revisions.add(post.id(), number, brand, draft);
    }

    private BrandRow brandOf(PostDraft draft) {
        return brands.find(campaigns.find(draft.campaignId()).brandId());
    }

    private Post own(UUID id, long version) {
        Post post = entities.find(Post.class, id);
        if (post == null) {
            throw new NotFoundException("post");
        }
        if (post.version() != version) {
            throw new StaleException();
        }
        return post;
    }

    private static PostRow row(Database.Row row) throws SQLException {
        return new PostRow(
                row.uuid(1),
                row.text(2),
                row.uuid(3),
                row.uuid(4),
                row.text(5),
                row.text(6),
                row.number(7),
                ZoneId.of(row.text(8)),
                row.uuid(9),
                row.text(10),
                row.text(11),
                row.instant(12),
                row.instant(13),
                row.uuid(14),
                row.number(15),
                row.big(16));
    }
}
