package org.countersign.tenancy.operator;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import org.countersign.platform.Database;

/** Removes revocations that nothing can fall under any more, once a day. */
@Singleton
@PermitAll
public class RevocationSweep {

    private static final System.Logger LOG = System.getLogger(RevocationSweep.class.getName());

    @Inject Database database;

    @Schedule(hour = "3", minute = "17", persistent = false, info = "revocation sweep")
    void run() {
        long swept = database.first("select sweep_revocations()", row -> row.big(1)).orElseThrow();
        LOG.log(System.Logger.Level.INFO, "swept revocations={0}", swept);
    }
}
