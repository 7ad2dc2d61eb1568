package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;

/**
 * Developer apps that a channel can go out through: the operator's, and those an agency brought
 * itself. Budgets that a network counts by app are kept for each. No secret ever comes out.
 */
@Stateless
@RolesAllowed(Permissions.APPS_READ)
public class NetworkApps {

    private static final Listing<NetworkAppRow> LISTING =
            new Listing<>(
                    """
                    a.id, a.network, a.name, a.client_id, a.agency_id <> bound_agency(), a.secret is not null,
                    a.version""",
                    "network_app a",
                    "a.id",
                    "a.network, a.name",
                    Map.of("name", "a.name", "network", "a.network"),
                    NetworkApps::row,
                    NetworkAppRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject NewNetworkApps added;

    /** Those in use; sorts by {@code name} or {@code network}. */
    public Page<NetworkAppRow> list(Paging paging) {
        return LISTING.page(database, current(), paging);
    }

    /**
     * @throws NotFoundException for one that is neither the agency's nor the operator's
     */
    public NetworkAppRow find(@NotNull UUID id) {
        return LISTING.first(database, current().and("a.id = ?", id))
                .orElseThrow(() -> new NotFoundException("network_app"));
    }

    /** An app of the agency's own; a secret is sealed before it is stored. */
    @RolesAllowed(Permissions.APPS_WRITE)
    public UUID add(@NotNull @Valid NetworkAppDraft draft) {
        caller.requireFresh();
        return added.add(draft);
    }

    /**
     * Takes an own app out of use: no channel can choose it any more, its secret is forgotten.
     *
     * @throws StaleException when somebody changed it since, or it is the operator's
     */
    @RolesAllowed(Permissions.APPS_WRITE)
    public void retire(@NotNull UUID id, long version) {
        caller.requireFresh();
        find(id);
        int changed =
                database.update(
                        """
                        update network_app set retired_at = db_now(), secret = null, version = version + 1
                        where id = ? and version = ? and agency_id = bound_agency() and retired_at is null""",
                        id,
                        version);
        if (changed == 0) {
            throw new StaleException();
        }
        database.update(
                "update channel set app_id = null, app_agency = null, version = version + 1 where app_id = ?",
                id);
    }

    private static Where current() {
        return new Where().and("a.retired_at is null");
    }

    private static NetworkAppRow row(Database.Row row) throws SQLException {
        return new NetworkAppRow(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.flag(5),
                row.flag(6),
                row.big(7));
    }
}
