package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/**
 * Walls between rival clients of one agency. Nobody is assigned to both sides; staff for all
 * clients see neither unless they are assigned to one; agency owners and compliance stand above.
 * What is hidden is hidden by reach, so there is nothing to find, suggest or pick across a wall.
 */
@Stateless
@RolesAllowed(Permissions.WALLS_WRITE)
public class Walls {

    public static final int REASON_MAX = 500;

    private static final Listing<WallRow> LISTING =
            new Listing<>(
                    """
                    w.id, w.client_a, a.name, w.client_b, b.name, w.reason,
                    coalesce((select p.name from person p where p.agency_id = w.agency_id and p.id = w.built_by), ''), w.built_at,
                    array(select p.name from client_staff s join person p on p.agency_id = s.agency_id and p.id = s.person_id
                           where s.agency_id = w.agency_id and s.client_id = w.client_a and s.ended_at is null order by 1),
                    array(select p.name from client_staff s join person p on p.agency_id = s.agency_id and p.id = s.person_id
                           where s.agency_id = w.agency_id and s.client_id = w.client_b and s.ended_at is null order by 1)""",
                    """
                    wall w join client a on a.agency_id = w.agency_id and a.id = w.client_a
                    join client b on b.agency_id = w.agency_id and b.id = w.client_b""",
                    "w.id",
                    "a.name, b.name",
                    Map.of(),
                    Walls::row,
                    WallRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;

    /** Those that stand, by the clients' names. */
    public Page<WallRow> list(Paging paging) {
        return LISTING.page(database, new Where().and("w.ended_at is null"), paging);
    }

    /**
     * @throws NotFoundException for a wall that does not stand
     */
    public WallRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("w.id = ? and w.ended_at is null", id))
                .orElseThrow(() -> new NotFoundException("wall"));
    }

    /** Staff assigned to both clients: they must leave one side before a wall can stand. */
    public List<String> shared(@NotNull UUID one, @NotNull UUID other) {
        return database.list(
                """
                select p.name from person p
                where p.active and not p.roles && array['agency_owner', 'compliance']
                  and exists (select from client_staff s where s.agency_id = p.agency_id and s.person_id = p.id
                                 and s.client_id = ? and s.ended_at is null and (s.ends_at is null or s.ends_at > db_now()))
                  and exists (select from client_staff s where s.agency_id = p.agency_id and s.person_id = p.id
                                 and s.client_id = ? and s.ended_at is null and (s.ends_at is null or s.ends_at > db_now()))
                order by 1""",
                row -> row.text(1),
                one,
                other);
    }

    /**
     * Builds a wall; it counts on the next request of everybody.
     *
     * @return its id
     * @throws org.countersign.platform.RefusedException when somebody works for both
     */
    public UUID build(
            @NotNull UUID one,
            @NotNull UUID other,
            @NotNull @Size(max = REASON_MAX) String reason) {
        caller.requireFresh();
        for (UUID client : List.of(one, other)) {
            if (database.first("select 1 from client where id = ?", row -> 1, client).isEmpty()) {
                throw new NotFoundException("client");
            }
        }
        if (one.equals(other)) {
            throw new InvalidInputException("rivalClientId", "wall.refused.same_client");
        }
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into wall (id, client_a, client_b, reason)
                values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), ?)""",
                id,
                one,
                other,
                one,
                other,
                reason.strip());
        return id;
    }

    /** Takes a wall down; staff for all clients see both again. */
    public void end(@NotNull UUID id) {
        caller.requireFresh();
        find(id);
        database.update("update wall set ended_at = db_now() where id = ?", id);
    }

    private static WallRow row(Database.Row row) throws SQLException {
        return new WallRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.uuid(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.instant(8),
                row.texts(9),
                row.texts(10));
    }
}
