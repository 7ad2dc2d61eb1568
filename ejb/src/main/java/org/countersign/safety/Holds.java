package org.countersign.safety;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;
import org.countersign.tenancy.vendor.AssignmentEnding;

/**
 * The stop switch. Anybody who works on a brand or owns it may stop; lifting takes two people. From
 * the commit of a stop no request to a network starts in its scope.
 */
@Stateless
@RolesAllowed(Permissions.HOLDS_READ)
public class Holds {

    public static final int REASON_MAX = 500;

    /** Every scope's things with their names and the client they belong to. */
    private static final Listing<HoldRow> LISTING =
            new Listing<>(
                    """
                    h.id, h.scope, h.scope_id, t.name, h.reason, p.name, h.placed_side, h.placed_at,
                    array(select lp.name from hold_lift l join person lp on lp.agency_id = l.agency_id and lp.id = l.person_id
                    where l.agency_id = h.agency_id and l.hold_id = h.id order by l.lifted_at),
                    hold_is_active(h.agency_id, h.id)""",
                    """
            hold h join (
              select a.agency_id, 'AGENCY' as scope, a.agency_id as scope_id, a.name from agency a
              union all select c.agency_id, 'CLIENT', c.id::text, c.name from client c
              union all select b.agency_id, 'BRAND', b.id::text, b.name from brand b
              union all select k.agency_id, 'CAMPAIGN', k.id::text, k.name from campaign k
              union all select n.agency_id, 'CHANNEL', n.id::text, n.network || ' ' || n.handle from channel n
              union all select s.agency_id, 'ASSIGNMENT', s.id::text, v.name || ', ' || s.title
                from assignment s join vendor v on v.agency_id = s.agency_id and v.id = s.vendor_id
              union all select v.agency_id, 'VENDOR', v.id::text, v.name from vendor v
            ) t on t.agency_id = h.agency_id and t.scope = h.scope and t.scope_id = h.scope_id
            join person p on p.agency_id = h.agency_id and p.id = h.placed_by""",
                    "h.id",
                    "h.placed_at desc",
                    Map.of(),
                    Holds::row,
                    HoldRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Event<HoldLifted> lifted;

    /** Newest first. */
    public Page<HoldRow> list(boolean activeOnly, Paging paging) {
        var where = new Where();
        if (activeOnly) {
            where.and("hold_is_active(h.agency_id, h.id)");
        }
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a hold the caller may not see
     */
    public HoldRow find(UUID id) {
        return LISTING.first(database, new Where().and("h.id = ?", id))
                .orElseThrow(() -> new NotFoundException("hold"));
    }

    /**
     * Stops everything in the scope, at once. Waits for requests that have begun to leave, which
     * takes milliseconds.
     *
     * @param scopeId the agency's id, or the UUID of what is stopped
     * @return the hold's id
     * @throws NotFoundException for a scope the caller may not see; a client's person never stops
     *     the whole agency, nor a vendor who works for others too
     */
    @RolesAllowed(Permissions.HOLDS_PLACE)
    public UUID place(
            @NotNull Scope scope,
            @NotNull String scopeId,
            @NotNull @Size(max = REASON_MAX) String reason) {
        requireVisible(scope, scopeId);
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into hold (id, scope, scope_id, reason, placed_by, placed_side, placed_at)
                values (?, ?, ?, ?, bound_person(), '', db_now())""",
                id,
                scope,
                scopeId,
                reason.strip());
        return id;
    }

    /** An assignment that ends early: what is scheduled of it waits for people to look at it. */
    @RolesAllowed(Permissions.HOLDS_PLACE)
    public void stop(@Observes AssignmentEnding ending) {
        place(Scope.ASSIGNMENT, ending.assignmentId().toString(), ending.reason());
    }

    /**
     * Signs the lifting of a hold. The second signature ends it, when one of the two is the
     * client's where the client stopped.
     *
     * @return true when the hold has ended with it
     * @throws org.countersign.platform.NotPermittedException when Keycloak has not confirmed the
     *     caller lately
     */
    @RolesAllowed(Permissions.HOLDS_LIFT)
    public boolean lift(@NotNull UUID id) {
        caller.requireFresh();
        find(id);
        database.update(
                """
                insert into hold_lift (hold_id, person_id, side, lifted_at)
                values (?, bound_person(), '', db_now())""",
                id);
        boolean ended = !find(id).active();
        if (ended) {
            lifted.fire(new HoldLifted(id));
        }
        return ended;
    }

    private void requireVisible(Scope scope, String scopeId) {
        if (scope == Scope.AGENCY) {
            if (caller.isClientSide() || !scopeId.equals(caller.agencyId())) {
                throw new NotFoundException("agency");
            }
            return;
        }
        if (scope == Scope.VENDOR && caller.isClientSide()) {
            throw new NotFoundException(scope.key());
        }
        if (database.first(
                        "select 1 where sees_scope(?, ?, ?)",
                        row -> 1,
                        caller.agencyId(),
                        scope,
                        scopeId)
                .isEmpty()) {
            throw new NotFoundException(scope.key());
        }
    }

    private static HoldRow row(Database.Row row) throws SQLException {
        return new HoldRow(
                row.uuid(1),
                Scope.valueOf(row.text(2)),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.instant(8),
                row.texts(9),
                row.flag(10));
    }
}
