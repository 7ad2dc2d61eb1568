package org.countersign.tenancy;

import java.time.Instant;
import java.util.UUID;

/**
 * A client's person is asked to connect a channel.
 *
 * @param state what became of it
 */
public record ConnectInvitation(
        UUID id,
        UUID channelId,
        String personId,
        String personName,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt,
        State state) {

    /** What became of an invitation. */
    public enum State {
        OPEN,
        USED,
        REVOKED,
        EXPIRED
    }

    public boolean open() {
        return state == State.OPEN;
    }
}
