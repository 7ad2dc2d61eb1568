package org.countersign.publishing;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.DueWork;
import org.countersign.platform.Roles;
import org.countersign.platform.outbound.Gate;
import org.countersign.platform.outbound.OutboundAnswer;
import org.countersign.platform.outbound.OutboundException;
import org.countersign.platform.outbound.OutboundLimits;
import org.countersign.platform.outbound.OutboundRequest;

/**
 * Looks whether the links of brands' profiles lead somewhere: when they are new, then once a week,
 * and an hour after a look that failed. No transaction is open while an address is asked.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class BrandLinkChecks {

    private static final System.Logger LOG = System.getLogger(BrandLinkChecks.class.getName());
    private static final OutboundLimits LIMITS =
            new OutboundLimits(4 * 1024 * 1024, Duration.ofSeconds(20));
    private static final int CLAIMED_AT_ONCE = 5;
    private static final int LEASE_SECONDS = 300;
    private static final String JOB = "links";

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject Connectors connectors;
    @Inject Database database;

    private final AtomicBoolean running = new AtomicBoolean();

    @Lock(LockType.READ)
    @Schedule(second = "*/10", minute = "*", hour = "*", persistent = false, info = "links")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                dueWork.claim("brand_link", CLAIMED_AT_ONCE, LEASE_SECONDS).forEach(this::check);
            } finally {
                running.set(false);
            }
        }
    }

    private void check(DueWork.Claim claim) {
        try {
            agencyWork
                    .in(claim.agencyId(), JOB, () -> address(claim.ref()))
                    .ifPresent(
                            address -> {
                                String failure = look(URI.create(address));
                                agencyWork.in(
                                        claim.agencyId(), JOB, () -> keep(claim.ref(), failure));
                            });
        } catch (RuntimeException e) {
            // its lease ends by itself: it is looked at again then
            LOG.log(System.Logger.Level.ERROR, "not checked link=" + claim.ref(), e);
        }
    }

    private Optional<String> address(UUID id) {
        return database.first("select url from brand_link where id = ?", row -> row.text(1), id);
    }

    private String look(URI address) {
        try {
            OutboundAnswer answer =
                    connectors
                            .client()
                            .send(OutboundRequest.get(address).within(LIMITS), Gate.NONE);
            return answer.status() < 400 ? "" : "HTTP " + answer.status();
        } catch (OutboundException e) {
            // a long page is there
            return e.kind() == OutboundException.Kind.TOO_LARGE
                    ? ""
                    : e.kind().name().toLowerCase(Locale.ROOT);
        }
    }

    private int keep(UUID id, String failure) {
        return database.update(
                "update brand_link set checked_at = db_now(), failure = nullif(?, '') where id = ?",
                failure,
                id);
    }
}
