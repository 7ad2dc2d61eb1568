package org.countersign.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Secrets;
import org.countersign.publishing.connector.ChannelAccess;
import org.countersign.publishing.connector.Connected;
import org.countersign.publishing.connector.Connection;
import org.countersign.publishing.connector.Refused;
import org.countersign.publishing.connector.RetryLater;

/** What is read before a channel's access is tried, and what is kept of the try. */
@ApplicationScoped
public class ChannelChecks {

    private static final Duration WORKS = Duration.ofHours(6);
    private static final Duration FAILED = Duration.ofHours(1);

    @Inject Database database;
    @Inject Secrets secrets;

    /** What a try needs. */
    public record Access(String network, ChannelAccess access) {}

    /** Empty for a channel that is not connected. */
    Optional<Access> access(UUID id) {
        return database.first(
                "select network, service_url, account, handle, credential from channel where id = ? and credential is not null",
                row ->
                        new Access(
                                row.text(1),
                                new ChannelAccess(
                                        URI.create(row.text(2)),
                                        row.text(3),
                                        row.text(4),
                                        secrets.open(row.bytes(5), id.toString()),
                                        null)),
                id);
    }

    /** A changed handle is taken over: the account is the same. */
    void keep(UUID id, Connection connection) {
        Instant now = database.now();
        if (connection instanceof Connected connected) {
            database.update(
                    """
                    update channel set checked_at = ?, last_success = ?, failure = null, handle = ?, scopes = ?,
                           next_check_at = ? where id = ? and credential is not null""",
                    now,
                    now,
                    connected.handle(),
                    connected.scopes(),
                    now.plus(WORKS),
                    id);
        } else if (connection instanceof Refused refused) {
            failed(id, refused.reason().name().toLowerCase(Locale.ROOT), now.plus(FAILED), now);
        } else if (connection instanceof RetryLater later) {
            Instant soonest = now.plus(FAILED);
            Instant then = later.notBefore().isAfter(soonest) ? later.notBefore() : soonest;
            failed(id, "unreachable", then, now);
        }
    }

    private void failed(UUID id, String reason, Instant next, Instant now) {
        database.update(
                """
                update channel set checked_at = ?, last_failure = ?, failure = ?, next_check_at = ?
                where id = ? and credential is not null""",
                now,
                now,
                reason,
                next,
                id);
    }
}
