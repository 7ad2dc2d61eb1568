package org.countersign.approval;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.countersign.platform.TenantSession;
import org.eclipse.persistence.annotations.Multitenant;
import org.eclipse.persistence.annotations.TenantDiscriminatorColumn;

/**
 * A revision before its deciders. Open until the last stage says yes, anybody says no, or the post
 * changes; a yes ends when the post changes before it went out.
 */
@Entity
@Multitenant
@TenantDiscriminatorColumn(name = "agency_id", contextProperty = TenantSession.AGENCY)
@Table(name = "submission")
public class Submission {

    public static final int NOTE_MAX = 1000;

    /** Where it stands. */
    public enum State {
        OPEN,
        APPROVED,
        CHANGES_REQUESTED,
        REJECTED,
        SUPERSEDED
    }

    @Id private UUID id;

    @Column(name = "post_id", updatable = false)
    private UUID postId;

    @Column(name = "revision_id", updatable = false)
    private UUID revisionId;

    @Enumerated(EnumType.STRING)
    private State state = State.OPEN;

    @Version private long version;

    protected Submission() {
        // for JPA, which only reads it: rows are inserted with their checks in one statement
    }

    /** The end of the line for this revision: the database checks that it may be this one. */
    void end(State end) {
        if (end == State.OPEN) {
            throw new IllegalArgumentException("OPEN is no end");
        }
        state = end;
    }

    UUID id() {
        return id;
    }

    UUID postId() {
        return postId;
    }
}
