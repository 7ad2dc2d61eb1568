package org.countersign.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Lets a committed change of what people may do count on this node's very next request. */
@ApplicationScoped
public class FreshStandings {

    void onChange(@Observes(during = TransactionPhase.AFTER_SUCCESS) PersonChanged changed) {
        Standings.forget(changed.agencyId());
        Revocations.forget(changed.agencyId());
    }
}
