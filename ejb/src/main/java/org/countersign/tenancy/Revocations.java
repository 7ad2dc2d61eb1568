package org.countersign.tenancy;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.countersign.platform.AgencyPrincipal;

/**
 * Sign-ins that no longer count: of one session, of a person or of a whole agency, when they began
 * before a given instant. The Keycloak adapter asks on each request and gets an answer that is ten
 * seconds old at most.
 *
 * <p>The adapter asks before the caller is known to the container, so the agency is an argument
 * here and each method binds it to a transaction of its own.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Revocations {

    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int KEPT_MAX = 20_000;

    /**
     * A person's or agency's revocation outlives every session it ends, 60-day devices included.
     */
    private static final Duration KEPT_IN_DATABASE = Duration.ofDays(61);

    private static final Map<Asked, Answer> ANSWERS = new ConcurrentHashMap<>();

    @Resource(lookup = "java:app/jdbc/countersign")
    DataSource database;

    private record Asked(String agencyId, String personId, String sessionId, Instant began) {}

    private record Answer(boolean revoked, long until) {}

    /** True when the sign-in of this principal was revoked at or after it was confirmed. */
    public boolean revoked(AgencyPrincipal principal) {
        var asked =
                new Asked(
                        principal.agencyId(),
                        principal.personId(),
                        principal.sessionId(),
                        principal.authenticatedAt());
        long now = System.nanoTime();
        Answer answer = ANSWERS.get(asked);
        if (answer == null || answer.until() - now < 0) {
            answer = new Answer(read(asked), now + KEPT_NANOS);
            if (ANSWERS.size() >= KEPT_MAX) {
                ANSWERS.clear();
            }
            ANSWERS.put(asked, answer);
        }
        return answer.revoked();
    }

    /**
     * Ends one session, whenever it began.
     *
     * @param until when the session would have ended by itself, so that the row may be swept
     */
    public void revokeSession(String agencyId, String sessionId, Instant until) {
        write(agencyId, "session", sessionId, until, until);
    }

    /** Ends all of a person's sessions and tokens that were confirmed at or before that instant. */
    public void revokePerson(String agencyId, String personId, Instant notBefore) {
        write(agencyId, "person", personId, notBefore, notBefore.plus(KEPT_IN_DATABASE));
    }

    /** Has the next request of anybody in the agency ask the database again, on this node. */
    static void forget(String agencyId) {
        ANSWERS.keySet().removeIf(asked -> asked.agencyId().equals(agencyId));
    }

    private boolean read(Asked asked) {
        try (var connection = bound(asked.agencyId());
                var query =
                        connection.prepareStatement(
                                """
                                select exists (select from revocation
                                               where agency_id = ? and kind = 'agency'
                                                 and not_before >= ?)
                                    or exists (select from revocation
                                               where agency_id = ? and kind = 'person' and ref = ?
                                                 and not_before >= ?)
                                    or exists (select from revocation
                                               where agency_id = ? and kind = 'session' and ref = ?
                                                 and not_before >= ?)""")) {
            var began = utc(asked.began());
            query.setString(1, asked.agencyId());
            query.setObject(2, began);
            query.setString(3, asked.agencyId());
            query.setString(4, asked.personId());
            query.setObject(5, began);
            query.setString(6, asked.agencyId());
            query.setString(7, asked.sessionId());
            query.setObject(8, began);
            try (var row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException failure) {
            throw new EJBException("revocations cannot be read", failure);
        }
    }

    private void write(
            String agencyId, String kind, String ref, Instant notBefore, Instant expires) {
        try (var connection = bound(agencyId);
                var insert =
                        connection.prepareStatement(
                                """
                                insert into revocation (agency_id, kind, ref, not_before, expires_at)
                                values (?, ?, ?, ?, ?)
                                on conflict (agency_id, kind, ref) do update
                                set not_before = greatest(revocation.not_before, excluded.not_before),
                                    expires_at = greatest(revocation.expires_at, excluded.expires_at)""")) {
            insert.setString(1, agencyId);
            insert.setString(2, kind);
            insert.setString(3, ref);
            insert.setObject(4, utc(notBefore));
            insert.setObject(5, utc(expires));
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new EJBException("the revocation cannot be stored", failure);
        }
        forget(agencyId);
    }

    /** The transaction's connection with row-level security bound to that agency. */
    private Connection bound(String agencyId) throws SQLException {
        var connection = database.getConnection();
        try (var bind = connection.prepareStatement("select set_config('app.agency', ?, true)")) {
            bind.setString(1, agencyId);
            bind.executeQuery().close();
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
