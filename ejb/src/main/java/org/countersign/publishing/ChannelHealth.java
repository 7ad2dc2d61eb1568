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
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.DueWork;
import org.countersign.platform.Roles;
import org.countersign.publishing.connector.Connection;

/**
 * Asks the networks now and then whether each connected account still opens: six hours after it
 * did, an hour after it did not. Writes nothing there. The claim in the database keeps nodes apart,
 * and no transaction is open while a network is asked.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class ChannelHealth {

    private static final System.Logger LOG = System.getLogger(ChannelHealth.class.getName());
    private static final int CLAIMED_AT_ONCE = 5;
    private static final int LEASE_SECONDS = 300;
    private static final String JOB = "health";

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject ChannelChecks checks;
    @Inject Connectors connectors;

    private final AtomicBoolean running = new AtomicBoolean();

    @Lock(LockType.READ)
    @Schedule(second = "*/5", minute = "*", hour = "*", persistent = false, info = "health")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                dueWork.claim("channel", CLAIMED_AT_ONCE, LEASE_SECONDS).forEach(this::check);
            } finally {
                running.set(false);
            }
        }
    }

    private void check(DueWork.Claim claim) {
        try {
            agencyWork
                    .in(claim.agencyId(), JOB, () -> checks.access(claim.ref()))
                    .ifPresent(access -> ask(claim, access));
        } catch (RuntimeException e) {
            // its lease ends by itself: it is asked again then
            LOG.log(System.Logger.Level.ERROR, "not checked channel=" + claim.ref(), e);
        }
    }

    private void ask(DueWork.Claim claim, ChannelChecks.Access access) {
        Connection said = connectors.of(access.network()).connect(access.access());
        agencyWork.in(
                claim.agencyId(),
                JOB,
                () -> {
                    checks.keep(claim.ref(), said);
                    return true;
                });
        LOG.log(
                System.Logger.Level.INFO,
                "checked channel={0} as={1}",
                claim.ref(),
                said.getClass().getSimpleName());
    }
}
