package org.countersign.content;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.countersign.platform.TenantSession;
import org.eclipse.persistence.annotations.Multitenant;
import org.eclipse.persistence.annotations.TenantDiscriminatorColumn;

/**
 * One idea of a campaign. It starts as a draft; each change gives it a new revision and makes it a
 * draft again, whatever had been decided. What the client decided on its newest revision moves it
 * on.
 */
@Entity
@Multitenant
@TenantDiscriminatorColumn(name = "agency_id", contextProperty = TenantSession.AGENCY)
@Table(name = "post")
public class Post {

    public static final int TITLE_MAX = 200;

    /** Where the newest revision stands with the people who decide. */
    public enum State {
        DRAFT,
        IN_REVIEW,
        CHANGES_REQUESTED,
        REJECTED,
        APPROVED
    }

    @Id private UUID id;

    @Column(name = "brand_id")
    private UUID brandId;

    @Column(name = "campaign_id")
    private UUID campaignId;

    private String title;

    @Column(name = "planned_at")
    private Instant plannedAt;

    @Enumerated(EnumType.STRING)
    private State state = State.DRAFT;

    @Column(name = "revision_number")
    private int revisionNumber;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Version private long version;

    protected Post() {
        // for JPA
    }

    Post(UUID id, UUID brandId, String createdBy) {
        this.id = requireNonNull(id);
        this.brandId = requireNonNull(brandId);
        this.createdBy = requireNonNull(createdBy);
    }

    /** A new revision begins: a draft again. */
    int revise(UUID campaign, String newTitle, Instant planned, Instant now) {
        campaignId = requireNonNull(campaign);
        title = newTitle.strip();
        plannedAt = requireNonNull(planned);
        changedAt = requireNonNull(now);
        state = State.DRAFT;
        return ++revisionNumber;
    }

    /** What the deciders made of the newest revision. */
    public void moveTo(State next, Instant now) {
        state = requireNonNull(next);
        changedAt = requireNonNull(now);
    }

    /** Another moment inside the approved window. */
    void plan(Instant planned, Instant now) {
        plannedAt = requireNonNull(planned);
        changedAt = requireNonNull(now);
    }

    public UUID id() {
        return id;
    }

    public UUID brandId() {
        return brandId;
    }

    public String title() {
        return title;
    }

    public Instant plannedAt() {
        return plannedAt;
    }

    public State state() {
        return state;
    }

    public int revisionNumber() {
        return revisionNumber;
    }

    public long version() {
        return version;
    }
}
