package org.countersign.tenancy.access;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.platform.AgencyBinder;
import org.countersign.platform.Database;

/**
 * When programs were here last, to the minute. The adapter tells it before the caller is known to
 * the container, so the agency is an argument.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ServiceUse {

    private static final long BETWEEN_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int KEPT_MAX = 10_000;

    private static final Map<String, Long> NOTED = new ConcurrentHashMap<>();

    @Inject AgencyBinder binder;
    @Inject Database database;

    public void note(String agencyId, String subject) {
        String key = agencyId + " " + subject;
        long now = System.nanoTime();
        Long before = NOTED.get(key);
        if (before != null && now - before < BETWEEN_NANOS) {
            return;
        }
        binder.bind(agencyId, "job:service-use");
        database.update(
                "update service_account set last_used_at = db_now() where subject = ? and revoked_at is null",
                subject);
        if (NOTED.size() >= KEPT_MAX) {
            NOTED.clear();
        }
        NOTED.put(key, now);
    }
}
