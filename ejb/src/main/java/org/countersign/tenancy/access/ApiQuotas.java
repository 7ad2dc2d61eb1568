package org.countersign.tenancy.access;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.platform.AgencyBinder;
import org.countersign.platform.Database;

/**
 * Agencies whose quota is not the installation's. The adapter asks on each request and gets an
 * answer that is ten seconds old at most.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ApiQuotas {

    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();

    @Inject AgencyBinder binder;
    @Inject Database database;

    private record Answer(Optional<ApiQuota> quota, long until) {}

    /** Empty for most. */
    public Optional<ApiQuota> of(String agencyId) {
        long now = System.nanoTime();
        Answer answer = ANSWERS.get(agencyId);
        if (answer == null || answer.until() - now < 0) {
            answer = new Answer(read(agencyId), now + KEPT_NANOS);
            ANSWERS.put(agencyId, answer);
        }
        return answer.quota();
    }

    private Optional<ApiQuota> read(String agencyId) {
        binder.bind(agencyId, "job:api-quota");
        return database.first(
                "select agency_per_minute, caller_per_minute from api_quota where agency_id = ?",
                row -> new ApiQuota(row.number(1), row.number(2)),
                agencyId);
    }
}
