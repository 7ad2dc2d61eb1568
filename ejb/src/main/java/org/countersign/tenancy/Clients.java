package org.countersign.tenancy;

import static org.countersign.platform.Roles.ACCOUNT_MANAGER;
import static org.countersign.platform.Roles.AGENCY_OWNER;
import static org.countersign.platform.Roles.ANALYST;
import static org.countersign.platform.Roles.CLIENT_APPROVER;
import static org.countersign.platform.Roles.CLIENT_OWNER;
import static org.countersign.platform.Roles.CLIENT_VIEWER;
import static org.countersign.platform.Roles.COMPLIANCE;
import static org.countersign.platform.Roles.CREATOR;
import static org.countersign.platform.Roles.STRATEGIST;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Where;

/** The clients the caller may see. */
@Stateless
@RolesAllowed({
    AGENCY_OWNER,
    ACCOUNT_MANAGER,
    STRATEGIST,
    CREATOR,
    ANALYST,
    COMPLIANCE,
    CLIENT_OWNER,
    CLIENT_APPROVER,
    CLIENT_VIEWER
})
public class Clients {

    private static final String SELECT =
            """
            select c.id, c.alias, c.name,
                   (select count(*) from brand b where b.agency_id = c.agency_id and b.client_id = c.id), c.version
            from client c""";
    private static final Map<String, String> ORDERS = Map.of("name", "c.name", "alias", "c.alias");

    @Inject Database database;
    @Inject Caller caller;

    /** Sorts by {@code name} or {@code alias}. */
    public Page<ClientRow> list(Paging paging) {
        var where = new Where().within("c.alias", caller.clientScope());
        long total = where.count(database, "client c");
        where.after("c.id", paging);
        var rows =
                where.list(
                        database,
                        SELECT,
                        paging.orderBy(ORDERS, paging.sort().isEmpty() ? "c.id" : "c.name", "c.id"),
                        paging,
                        Clients::row);
        return Page.of(rows, paging, total, r -> r.id().toString());
    }

    /**
     * @throws NotFoundException for a client the caller may not see
     */
    public ClientRow find(UUID id) {
        var where = new Where().within("c.alias", caller.clientScope()).and("c.id = ?", id);
        return where.first(database, SELECT, Clients::row)
                .orElseThrow(() -> new NotFoundException("client"));
    }

    private static ClientRow row(Database.Row row) throws java.sql.SQLException {
        return new ClientRow(row.uuid(1), row.text(2), row.text(3), row.big(4), row.big(5));
    }
}
