package org.countersign.insight;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;
import org.countersign.platform.Database;
import org.countersign.platform.Listing;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/** What needs the agency's people now, over all clients. */
@Stateless
@RolesAllowed(Permissions.DESK_READ)
public class Desk {

    private static final String SUMS =
            """
            select count(*) filter (where o.shown_state = 'IN_REVIEW' and o.planned_at < db_now() + interval '24 hours'),
                   count(*) filter (where o.shown_state = 'IN_REVIEW'),
                   count(*) filter (where o.shown_state in ('DRAFT', 'CHANGES_REQUESTED')),
                   (select count(*) from channel h where h.credential is null or h.failure is not null
                       or h.expires_at < db_now() + interval '7 days'),
                   count(*) filter (where o.shown_state = 'HELD'),
                   (select count(*) from brand b
                     where not exists (select from publication x join post p on p.agency_id = x.agency_id and p.id = x.post_id
                                        where p.brand_id = b.id and (x.state in ('SCHEDULED', 'DISPATCHING')
                                           or x.published_at > db_now() - interval '7 days')))
            from post_overview o""";

    /** Posts with their group; one that nobody needs to look at has none. */
    private static final String NEEDS =
            """
            (select o.*, s.stage_name, s.stage_side, s.stage_approvals, s.stage_quorum, a.name as author,
                    case when o.shown_state = 'IN_REVIEW' and o.planned_at < db_now() + interval '24 hours' then 1
                         when o.shown_state in ('FAILED', 'UNKNOWN', 'PARTIAL', 'HELD', 'EXPIRED') then 2
                         when o.shown_state in ('DRAFT', 'CHANGES_REQUESTED', 'REJECTED') then 3
                         when o.shown_state = 'IN_REVIEW' then 4 end as need
               from post_overview o
               left join submission_overview s on s.agency_id = o.agency_id and s.post_id = o.id and s.state = 'OPEN'
               left join person a on a.agency_id = o.agency_id and a.id = o.created_by) n""";

    private static final Listing<DeskRow> LISTING =
            new Listing<>(
                    """
                    n.need, n.id, n.title, n.brand_id, n.brand_name, n.initials, n.colour, n.zone, n.shown_state,
                    case when n.need in (2, 3) then n.author when n.stage_side = 'CLIENT' then n.client_name else n.stage_name end,
                    coalesce(n.stage_approvals, 0), coalesce(n.stage_quorum, 0), n.planned_at""",
                    NEEDS,
                    "n.id",
                    "n.need, n.planned_at",
                    Map.of(),
                    Desk::row,
                    DeskRow::postId);

    @Inject Database database;

    public DeskSums sums() {
        return database.first(
                        SUMS,
                        row ->
                                new DeskSums(
                                        row.big(1),
                                        row.big(2),
                                        row.big(3),
                                        row.big(4),
                                        row.big(5),
                                        row.big(6)))
                .orElseThrow();
    }

    /** By urgency, then by when it goes out. */
    public Page<DeskRow> needs(Paging paging) {
        return LISTING.page(database, new Where().and("n.need is not null"), paging);
    }

    private static DeskRow row(Database.Row row) throws SQLException {
        return new DeskRow(
                row.number(1),
                row.uuid(2),
                row.text(3),
                row.uuid(4),
                row.text(5),
                row.text(6),
                row.number(7),
                ZoneId.of(row.text(8)),
                row.text(9),
                row.optionalText(10),
                row.number(11),
                row.number(12),
                row.instant(13));
    }
}
