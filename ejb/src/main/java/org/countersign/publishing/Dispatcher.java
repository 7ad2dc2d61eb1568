package org.countersign.publishing;

import jakarta.annotation.Resource;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.DueWork;
import org.countersign.platform.Roles;
import org.countersign.publishing.connector.Connector;

/**
 * Takes what is due to the networks: every second, on every node; the claim in the database keeps
 * nodes apart. It is the only caller of connectors, and no transaction is open while a network is
 * asked but the gate's own, until the first byte is out.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class Dispatcher {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final int CLAIMED_AT_ONCE = 10;
    private static final int LEASE_SECONDS = 420;
    private static final String JOB = "dispatch";

    @Resource(lookup = "java:app/jdbc/countersign")
    DataSource source;

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject DispatchSteps steps;
    @Inject Connectors connectors;

    private final AtomicBoolean running = new AtomicBoolean();

    @Lock(LockType.READ)
    @Schedule(second = "*", minute = "*", hour = "*", persistent = false, info = "dispatch")
    void run() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            dueWork.claim("publication", CLAIMED_AT_ONCE, LEASE_SECONDS).forEach(this::dispatch);
        } finally {
            running.set(false);
        }
    }

    private void dispatch(DueWork.Claim claim) {
        UUID id = claim.ref();
        try {
            Optional<Attempt> attempt = in(claim, () -> steps.begin(id));
            attempt.ifPresent(a -> onNetwork(claim, a));
        } catch (RuntimeException e) {
            // its lease ends by itself: it is looked at again, first by reading the network
            LOG.log(System.Logger.Level.ERROR, "dispatch interrupted publication=" + id, e);
        }
    }

    private void onNetwork(DueWork.Claim claim, Attempt attempt) {
        UUID id = claim.ref();
        Connector connector = connectors.of(attempt.network());
        try {
            if (attempt.settle()) {
                var settlement = connector.settle(attempt.variant(), attempt.access());
                in(claim, () -> done(() -> steps.settle(id, settlement)));
                LOG.log(
                        System.Logger.Level.INFO,
                        "settled publication={0} as={1}",
                        id,
                        settlement.getClass().getSimpleName());
            } else {
                var gate =
                        new BudgetGate(
                                source,
                                claim.agencyId(),
                                attempt,
                                new StartGate(source, claim.agencyId(), id));
                var result = connector.publish(attempt.variant(), attempt.access(), gate);
                in(claim, () -> done(() -> steps.finish(id, result)));
                LOG.log(
                        System.Logger.Level.INFO,
                        "sent publication={0} as={1}",
                        id,
                        result.getClass().getSimpleName());
            }
        } catch (BudgetEmptyException empty) {
            in(claim, () -> done(() -> steps.wait(id, empty.until())));
            LOG.log(
                    System.Logger.Level.INFO,
                    "not started publication={0} reason=budget until={1}",
                    id,
                    empty.until());
        } catch (GateClosedException closed) {
            in(claim, () -> done(() -> steps.refused(id, closed.reason())));
            LOG.log(
                    System.Logger.Level.INFO,
                    "not started publication={0} reason={1}",
                    id,
                    closed.reason());
        }
    }

    private <T> T in(DueWork.Claim claim, Supplier<T> work) {
        return agencyWork.in(claim.agencyId(), JOB, work);
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }
}
