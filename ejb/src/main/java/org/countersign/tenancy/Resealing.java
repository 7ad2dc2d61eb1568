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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.Roles;
import org.countersign.platform.Secrets;

/**
 * Seals anew, with the current key, what an older key of the key file sealed: agency by agency, in
 * transactions of 100 secrets with one audit entry each. It looks for work at every start and then
 * once an hour, so a rotation that was killed goes on where it was.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class Resealing {

    private static final System.Logger LOG = System.getLogger(Resealing.class.getName());
    private static final String JOB = "reseal";
    private static final int TICKS_OF_REST = 360;

    @EJB AgencyWork agencyWork;
    @Inject Database database;
    @Inject Secrets secrets;
    @Inject AuditTrail trail;

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile int rest;

    private record Sealed(String table, String column, String owner, byte[] bytes) {}

    @Lock(LockType.READ)
    @Schedule(second = "*/10", minute = "*", hour = "*", persistent = false, info = "reseal")
    void run() {
        if (rest > 0) {
            rest--;
            return;
        }
        if (running.compareAndSet(false, true)) {
            try {
                agencies().forEach(this::agency);
                rest = TICKS_OF_REST;
            } finally {
                running.set(false);
            }
        }
    }

    private List<String> agencies() {
        return database.list(
                "select distinct agency_id from agency_host order by agency_id",
                row -> row.text(1));
    }

    private void agency(String id) {
        try {
            int done;
            do {
                done = agencyWork.in(id, JOB, this::batch);
            } while (done > 0);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "not resealed agency=" + id, e);
        }
    }

    /** A secret that changed meanwhile is sealed with the current key already. */
    private int batch() {
        List<Sealed> old =
                database.list(
                        "select table_name, column_name, owner_of, sealed from sealed_with_other(?)",
                        row -> new Sealed(row.text(1), row.text(2), row.text(3), row.bytes(4)),
                        secrets.currentKey());
        int done = 0;
        for (Sealed one : old) {
            done += reseal(one) ? 1 : 0;
        }
        if (done > 0) {
            trail.record("secrets.resealed", "key", secrets.currentKey(), Map.of("count", done));
            LOG.log(
                    System.Logger.Level.INFO,
                    "resealed key={0} count={1}",
                    secrets.currentKey(),
                    done);
        }
        return done;
    }

    private boolean reseal(Sealed one) {
        String secret;
        try {
            secret = secrets.open(one.bytes(), one.owner());
        } catch (IllegalStateException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a secret does not open table={0} owner={1}",
                    one.table(),
                    one.owner());
            return false;
        }
        return database.first(
                        "select reseal(?, ?, ?, ?)",
                        row -> row.flag(1),
                        one.table(),
                        one.column(),
                        one.bytes(),
                        secrets.seal(secret, one.owner()))
                .orElse(false);
    }
}
