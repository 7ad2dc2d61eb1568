package org.countersign.platform;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/**
 * Claims what falls due in any agency: ids only, before any agency is bound. A claim that is not
 * settled within its lease is somebody else's again.
 */
@Stateless
@RolesAllowed(Roles.SYSTEM)
public class DueWork {

    @Inject Database database;

    /**
     * @param ref id of the row that falls due
     */
    public record Claim(String agencyId, UUID ref) {}

    /**
     * @param kind {@code publication}, {@code outbox} or another that a worker knows
     * @param max 100 at most
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Claim> claim(String kind, int max, int leaseSeconds) {
        return database.list(
                "select agency_id, ref from claim_due(?, ?, ?)",
                row -> new Claim(row.text(1), row.uuid(2)),
                kind,
                max,
                leaseSeconds);
    }
}
