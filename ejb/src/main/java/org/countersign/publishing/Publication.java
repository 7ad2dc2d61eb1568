package org.countersign.publishing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.countersign.platform.TenantSession;
import org.eclipse.persistence.annotations.Multitenant;
import org.eclipse.persistence.annotations.TenantDiscriminatorColumn;

/**
 * An approved variant due on its channel. Its key on the network and its time stamp are fixed when
 * it is made, so that every try writes the same record. The database allows only the steps of its
 * life and asks the gates at each.
 */
@Entity
@Multitenant
@TenantDiscriminatorColumn(name = "agency_id", contextProperty = TenantSession.AGENCY)
@Table(name = "publication")
public class Publication {

    /** Where it stands. */
    public enum State {
        SCHEDULED,
        DISPATCHING,
        PARTIAL,
        PUBLISHED,
        FAILED,
        UNKNOWN,
        HELD,
        EXPIRED,
        CANCELLED,
        REMOVED
    }

    /** Reason of a hold that no stop placed. */
    static final String HELD_BY_RULE = "safety";

    /** Its channel has no credential; it goes on when the client connects the account again. */
    static final String NOT_CONNECTED = "not_connected";

    /** Its moment passed while the agency was suspended: a person says whether it still goes. */
    static final String MISSED = "missed";

    /** Causes of a hold that somebody ends one by one; a stop ends for all it held. */
    static final Set<String> WAITS_FOR_A_PERSON = Set.of(HELD_BY_RULE, NOT_CONNECTED, MISSED);

    @Id private UUID id;

    @Column(name = "channel_id", insertable = false, updatable = false)
    private UUID channelId;

    @Column(name = "record_key", insertable = false, updatable = false)
    private String recordKey;

    @Column(name = "stamped_at", insertable = false, updatable = false)
    private Instant stampedAt;

    @Column(name = "window_to", insertable = false, updatable = false)
    private Instant windowTo;

    @Column(name = "due_at")
    private Instant dueAt;

    @Enumerated(EnumType.STRING)
    private State state;

    private int attempts;

    @Column(name = "retry_at")
    private Instant retryAt;

    private String uri;
    private String cid;

    @Column(name = "public_url")
    private String publicUrl;

    @Column(name = "published_at")
    private Instant publishedAt;

    private String failure;
    @Version private long version;

    protected Publication() {
        // for JPA, which only changes it: rows are inserted with their checks in one statement
    }

    /** A try begins; should nobody say how it ended, it is looked at again at {@code lease}. */
    void dispatch(Instant lease) {
        state = State.DISPATCHING;
        attempts++;
        retryAt = lease;
        failure = null;
    }

    void published(String newUri, String newCid, String url, Instant now) {
        state = State.PUBLISHED;
        uri = newUri;
        cid = newCid;
        publicUrl = url;
        publishedAt = now;
        retryAt = null;
        failure = null;
    }

    /** The network said no, or its answer makes no sense to try again. */
    void failed(String reason) {
        state = State.FAILED;
        failure = reason;
        retryAt = null;
    }

    /** Nobody knows whether it went out: the next look reads the network. */
    void unknown(String reason, Instant look) {
        state = State.UNKNOWN;
        failure = reason;
        retryAt = look;
    }

    /** It certainly did not go out; tried again then. */
    void retry(String reason, Instant then) {
        state = State.SCHEDULED;
        failure = reason;
        retryAt = then;
    }

    /** Nothing was tried: it is no attempt. */
    void defer(String reason, Instant then) {
        retry(reason, then);
        attempts--;
    }

    void held(String reason) {
        state = State.HELD;
        failure = reason;
        retryAt = null;
    }

    void expired() {
        state = State.EXPIRED;
        retryAt = null;
    }

    void cancelled() {
        state = State.CANCELLED;
        retryAt = null;
    }

    /** Back on the list after a hold ended or a person looked at a failure. */
    void resume() {
        state = State.SCHEDULED;
        failure = null;
        retryAt = null;
    }

    /** It failed, or waits for a person, who may have mended the cause. */
    boolean mayBeRetried() {
        return state == State.FAILED
                || state == State.HELD && failure != null && WAITS_FOR_A_PERSON.contains(failure);
    }

    void move(Instant due) {
        dueAt = due;
    }

    UUID id() {
        return id;
    }

    UUID channelId() {
        return channelId;
    }

    String recordKey() {
        return recordKey;
    }

    Instant stampedAt() {
        return stampedAt;
    }

    Instant windowTo() {
        return windowTo;
    }

    State state() {
        return state;
    }

    int attempts() {
        return attempts;
    }
}
