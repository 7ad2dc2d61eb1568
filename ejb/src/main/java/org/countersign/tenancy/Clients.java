package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/** The clients the caller may see. */
@Stateless
@RolesAllowed(Permissions.CLIENTS_READ)
public class Clients {

    private static final Listing<ClientRow> LISTING =
            new Listing<>(
                    """
                    c.id, c.alias, c.name,
                    (select count(*) from brand b where b.agency_id = c.agency_id and b.client_id = c.id), c.version""",
                    "client c",
                    "c.id",
                    "c.name",
                    Map.of("name", "c.name", "alias", "c.alias"),
                    Clients::row,
                    ClientRow::id);

    @Inject Database database;

    /** Sorts by {@code name} or {@code alias}. */
    public Page<ClientRow> list(Paging paging) {
        return LISTING.page(database, new Where(), paging);
    }

    /**
     * @throws NotFoundException for a client the caller may not see
     */
    public ClientRow find(UUID id) {
        var where = new Where().and("c.id = ?", id);
        return LISTING.first(database, where).orElseThrow(() -> new NotFoundException("client"));
    }

    private static ClientRow row(Database.Row row) throws SQLException {
        return new ClientRow(row.uuid(1), row.text(2), row.text(3), row.big(4), row.big(5));
    }
}
