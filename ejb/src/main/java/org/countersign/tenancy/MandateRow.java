package org.countersign.tenancy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What one person may do for one client.
 *
 * @param kind {@code OWNER}, {@code APPROVER} or {@code VIEWER}
 * @param state {@code ACTIVE}, {@code INVITED} (has never signed in), {@code SUSPENDED} (a changed
 *     mail address waits for an owner's word) or {@code ENDED}
 * @param appointedBy a name; empty for what came with the agency
 */
public record MandateRow(
        UUID id,
        UUID clientId,
        String clientName,
        String personId,
        String personName,
        String personMail,
        String kind,
        String appointedBy,
        Instant appointedAt,
        Optional<Instant> endsAt,
        String state) {

    public boolean ended() {
        return "ENDED".equals(state);
    }
}
