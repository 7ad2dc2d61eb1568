package org.countersign.tenancy;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.DueWork;
import org.countersign.platform.RefusedException;
import org.countersign.platform.Roles;
import org.countersign.tenancy.identity.KeycloakException;
import org.countersign.tenancy.identity.KeycloakMissingException;
import org.countersign.tenancy.identity.KeycloakUnreachableException;

/**
 * Tells Keycloak what the books decided, every second, on every node; the claim in the database
 * keeps two nodes from telling the same. Access does not wait for it: the books are asked on each
 * request, and Keycloak follows.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class IdentityWorker {

    /** Something else must be in Keycloak first; it is on its way. */
    static final String NOT_YET = "identity.refused.not_yet";

    /** The agency's realm is gone, or never was: nothing to wait for. */
    static final String NO_REALM = "identity.refused.no_realm";

    private static final System.Logger LOG = System.getLogger(IdentityWorker.class.getName());
    private static final int CLAIMED_AT_ONCE = 10;
    private static final int LEASE_SECONDS = 180;
    private static final int TRIES_MAX = 14;
    private static final int TRIES_OF_MISSING = 6;
    private static final long FIRST_PAUSE_SECONDS = 2;

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject IdentitySteps steps;

    private final AtomicBoolean running = new AtomicBoolean();

    @Lock(LockType.READ)
    @Schedule(second = "*", minute = "*", hour = "*", persistent = false, info = "identity")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                dueWork.claim("identity", CLAIMED_AT_ONCE, LEASE_SECONDS).forEach(this::follow);
            } finally {
                running.set(false);
            }
        }
    }

    private void follow(DueWork.Claim claim) {
        Optional<IdentitySteps.Task> found = in(claim, () -> steps.task(claim.ref()));
        if (found.isEmpty()) {
            return;
        }
        IdentitySteps.Task task = found.get();
        try {
            IdentitySteps.Calls calls = in(claim, () -> steps.plan(claim.agencyId(), task));
            Optional<String> obstacle = calls.make();
            if (obstacle.isPresent()) {
                boolean waits = NOT_YET.equals(obstacle.get()) && task.attempts() < TRIES_MAX;
                fail(claim, task, obstacle.get(), !waits);
            } else {
                in(claim, () -> done(() -> steps.done(claim.ref(), task)));
            }
        } catch (KeycloakUnreachableException later) {
            fail(claim, task, later.messageKey(), task.attempts() >= TRIES_MAX);
        } catch (KeycloakMissingException missing) {
            missing(claim, task, missing);
        } catch (RefusedException refused) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "identity task={0} refused: {1}",
                    claim.ref(),
                    refused.getMessage());
            fail(claim, task, refused.messageKey(), true);
        } catch (RuntimeException unexpected) {
            LOG.log(System.Logger.Level.ERROR, "identity task=" + claim.ref(), unexpected);
            fail(claim, task, "identity.refused.unexpected", true);
        }
    }

    /**
     * What is missing may be on its way; a realm is not, since agencies in creation are not served
     * here. The operator sees it on the agency's page, so that the log need not say it each time.
     */
    private void missing(
            DueWork.Claim claim, IdentitySteps.Task task, KeycloakMissingException missing) {
        boolean realm;
        try {
            realm = steps.realmExists(claim.agencyId());
        } catch (KeycloakException down) {
            realm = true; // nobody knows: the usual tries
        }
        if (realm) {
            fail(claim, task, missing.messageKey(), task.attempts() >= TRIES_OF_MISSING);
        } else {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "identity task={0} has no realm={1}",
                    claim.ref(),
                    claim.agencyId());
            in(claim, () -> done(() -> steps.failed(claim.ref(), task, NO_REALM, true, 0)));
        }
    }

    private void fail(DueWork.Claim claim, IdentitySteps.Task task, String key, boolean forGood) {
        LOG.log(
                System.Logger.Level.INFO,
                "identity task={0} kind={1} try={2} cause={3}",
                claim.ref(),
                task.kind(),
                task.attempts() + 1,
                key);
        long pause = FIRST_PAUSE_SECONDS << Math.min(task.attempts(), TRIES_MAX);
        in(claim, () -> done(() -> steps.failed(claim.ref(), task, key, forGood, pause)));
    }

    private <T> T in(DueWork.Claim claim, Supplier<T> work) {
        return agencyWork.in(claim.agencyId(), "identity", work);
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }
}
