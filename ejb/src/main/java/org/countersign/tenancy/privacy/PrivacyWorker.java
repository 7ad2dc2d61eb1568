package org.countersign.tenancy.privacy;

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
import java.util.EnumMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.DueWork;
import org.countersign.platform.Roles;
import org.countersign.tenancy.identity.KeycloakException;

/**
 * Makes exports, has Keycloak forget who is erased, and deletes what is over: every five seconds on
 * every node, what is due and nobody else claimed. Keycloak is asked between two transactions,
 * never in one.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class PrivacyWorker {

    private static final System.Logger LOG = System.getLogger(PrivacyWorker.class.getName());
    private static final int CLAIMED_AT_ONCE = 5;
    private static final int LEASE_SECONDS = 300;
    private static final int BATCH = 100;

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject PrivacySteps steps;
    @Inject Identities identities;

    private final AtomicBoolean running = new AtomicBoolean();

    @Lock(LockType.READ)
    @Schedule(second = "*/5", minute = "*", hour = "*", persistent = false, info = "privacy")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                each("personal_export", this::export);
                each("person_erasure", this::erase);
                each("retention", this::sweep);
            } finally {
                running.set(false);
            }
        }
    }

    /** One that fails is somebody's again when its lease ends; the others go on. */
    private void each(String kind, Consumer<DueWork.Claim> work) {
        for (DueWork.Claim claim : dueWork.claim(kind, CLAIMED_AT_ONCE, LEASE_SECONDS)) {
            try {
                work.accept(claim);
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "privacy work failed kind=%s agency=%s id=%s"
                                .formatted(kind, claim.agencyId(), claim.ref()),
                        e);
            }
        }
    }

    private void export(DueWork.Claim claim) {
        String agency = claim.agencyId();
        UUID id = claim.ref();
        var subject = agencyWork.in(agency, "export", () -> steps.export(id));
        if (subject.isEmpty()) {
            return;
        }
        try {
            var identity = identities.of(agency, subject.get().personId());
            agencyWork.in(agency, "export", () -> steps.make(id, identity));
        } catch (KeycloakException e) {
            LOG.log(System.Logger.Level.WARNING, "export waits id={0} cause={1}", id, e);
            agencyWork.in(agency, "export", () -> steps.exportLater(id, "identity"));
        }
    }

    private void erase(DueWork.Claim claim) {
        String agency = claim.agencyId();
        UUID id = claim.ref();
        var subject = agencyWork.in(agency, "erasure", () -> steps.erasure(id));
        if (subject.isEmpty()) {
            return;
        }
        try {
            if (!subject.get().identityGone()) {
                identities.forget(agency, subject.get().personId());
            }
            agencyWork.in(agency, "erasure", () -> steps.identityGone(id));
        } catch (KeycloakException e) {
            LOG.log(System.Logger.Level.WARNING, "erasure waits id={0} cause={1}", id, e);
            agencyWork.in(agency, "erasure", () -> steps.erasureLater(id, "identity"));
        }
    }

    /** A transaction for each hundred rows, so that no stop is ever behind it. */
    private void sweep(DueWork.Claim claim) {
        String agency = claim.agencyId();
        var counts = new EnumMap<RetentionKind, Integer>(RetentionKind.class);
        for (RetentionKind kind : agencyWork.in(agency, "retention", steps::kinds)) {
            int swept;
            do {
                swept = agencyWork.in(agency, "retention", () -> steps.sweep(kind));
                counts.merge(kind, swept, Integer::sum);
            } while (swept == BATCH);
        }
        agencyWork.in(
                agency, "retention", () -> steps.sweptUntilTomorrow(agency, claim.ref(), counts));
    }
}
