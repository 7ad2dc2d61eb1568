package org.countersign.tenancy;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Which agency a host name means. It is asked before anybody is known, so it reads the untenanted
 * table {@code agency_host} and nothing else. Answers are kept for ten seconds, unknown names
 * included.
 */
@Stateless
@PermitAll
public class AgencyDirectory {

    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int KEPT_MAX = 4096;
    private static final int HOST_MAX = 253;

    private static final Map<String, Kept> BY_HOST = new ConcurrentHashMap<>();
    private static final Map<String, Kept> BY_ID = new ConcurrentHashMap<>();
    private static final Map<String, Kept> MOVED = new ConcurrentHashMap<>();

    @Resource(lookup = "java:app/jdbc/countersign")
    DataSource database;

    private record Kept(Optional<AgencyHost> agency, long until) {}

    /**
     * @param host lower-case host name without port
     */
    public Optional<AgencyHost> byHost(String host) {
        return kept(
                BY_HOST,
                host,
                "select agency_id, host, issuer, state from agency_host where host = ?");
    }

    /** The agency's first host by name, should it have several. */
    public Optional<AgencyHost> byId(String agencyId) {
        return kept(
                BY_ID,
                agencyId,
                """
                select agency_id, host, issuer, state from agency_host
                where agency_id = ? and state <> 'MOVED' order by host limit 1""");
    }

    /** Where the agency went that once answered on this host; empty unless it moved. */
    public Optional<AgencyHost> movedTo(String host) {
        return kept(
                MOVED,
                host,
                """
                select n.agency_id, n.host, n.issuer, n.state
                from agency_host o join agency_host n on n.agency_id = o.agency_id and n.state <> 'MOVED'
                where o.host = ? and o.state = 'MOVED' order by n.host limit 1""");
    }

    private Optional<AgencyHost> kept(Map<String, Kept> cache, String key, String sql) {
        if (key.isEmpty() || key.length() > HOST_MAX) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        Kept kept = cache.get(key);
        if (kept == null || kept.until() - now < 0) {
            kept = new Kept(read(sql, key), now + KEPT_NANOS);
            if (cache.size() >= KEPT_MAX) {
                cache.clear(); // somebody walks through made-up names
            }
            cache.put(key, kept);
        }
        return kept.agency();
    }

    private Optional<AgencyHost> read(String sql, String key) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, key);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new AgencyHost(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                !"ACTIVE".equals(row.getString(4))));
            }
        } catch (SQLException failure) {
            throw new EJBException("the agency directory cannot be read", failure);
        }
    }
}
