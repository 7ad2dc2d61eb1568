package org.countersign.audit;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import org.countersign.platform.RefusedException;

/**
 * Keeps what was refused, in the agency's second chain. Called by pages and API after the refused
 * transaction has ended, with the caller still known; anybody signed in may leave such a trace.
 */
@Stateless
@PermitAll
public class Refusals {

    @Inject AuditTrail trail;

    /**
     * @param where the page or API path that asked, without its query
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void record(RefusedException refusal, String where) {
        trail.write(
                "refusals",
                "request.refused",
                "path",
                where,
                Map.of("reason", refusal.messageKey()));
    }
}
