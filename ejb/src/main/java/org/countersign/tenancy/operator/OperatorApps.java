package org.countersign.tenancy.operator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;
import org.countersign.platform.Secrets;
import org.countersign.platform.StaleException;
import org.countersign.tenancy.NetworkAppDraft;
import org.countersign.tenancy.NewNetworkApps;

/**
 * The operator's developer apps: what channels of all agencies go out through where an agency
 * brought none of its own. No secret ever comes out, and of agencies only numbers.
 */
@Stateless
@RolesAllowed(Permissions.APPS_OPERATE)
public class OperatorApps {

    /** An hour to a week. */
    private static final int WINDOW_MIN = 3600;

    private static final int WINDOW_MAX = 604800;

    @Inject Database database;
    @Inject Caller caller;
    @Inject Secrets secrets;
    @Inject NewNetworkApps added;

    /** Those in use, by network and name. */
    public List<OperatorApp> list() {
        return database.list(
                """
                select a.id, a.network, a.name, a.client_id, a.secret is not null,
                       coalesce(u.agencies, 0), coalesce(u.channels, 0), a.version
                from network_app a left join operator_app_use() u on u.app_id = a.id
                where a.agency_id = bound_agency() and a.retired_at is null order by a.network, a.name, a.id""",
                row ->
                        new OperatorApp(
                                row.uuid(1),
                                row.text(2),
                                row.text(3),
                                row.text(4),
                                row.flag(5),
                                row.big(6),
                                row.big(7),
                                row.big(8)));
    }

    /**
     * @throws NotFoundException for one that is not in use
     */
    public OperatorApp find(@NotNull UUID id) {
        return list().stream()
                .filter(app -> app.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("network_app"));
    }

    /** Every agency may choose it from then on; a secret is sealed before it is stored. */
    public UUID add(@NotNull @Valid NetworkAppDraft draft) {
        caller.requireFresh();
        return added.add(draft);
    }

    /**
     * Puts another secret in the place of the old one; channels go on with it.
     *
     * @throws StaleException when somebody changed it since
     */
    public void replaceSecret(
            @NotNull UUID id, long version, @NotBlank @Size(max = 2000) String secret) {
        caller.requireFresh();
        find(id);
        int changed =
                database.update(
                        """
                        update network_app set secret = ?, version = version + 1
                        where id = ? and version = ? and agency_id = bound_agency() and retired_at is null""",
                        secrets.seal(secret, id.toString()),
                        id,
                        version);
        if (changed == 0) {
            throw new StaleException();
        }
    }

    /**
     * Takes an app out of use: no channel of any agency chooses it any more, its secret is
     * forgotten.
     *
     * @throws StaleException when somebody changed it since
     */
    public void retire(@NotNull UUID id, long version) {
        caller.requireFresh();
        find(id);
        boolean retired =
                database.first("select retire_operator_app(?, ?)", row -> row.flag(1), id, version)
                        .orElse(false);
        if (!retired) {
            throw new StaleException();
        }
    }

    /** What an app may use, window by window; nothing where its network counts by account alone. */
    public List<AppBudget> budgets(@NotNull UUID id) {
        return database.list(
                "select window_seconds, points, own, used from operator_app_budgets(?)",
                row -> new AppBudget(row.number(1), row.number(2), row.flag(3), row.big(4)),
                id);
    }

    /**
     * @param points what all agencies together may use in the window; without, what the network
     *     says counts again
     */
    public void setBudget(
            @NotNull UUID id,
            @Min(WINDOW_MIN) @Max(WINDOW_MAX) int windowSeconds,
            @NotNull Optional<@Min(0) Integer> points) {
        caller.requireFresh();
        find(id);
        database.list(
                "select set_operator_app_budget(?, ?, ?)",
                row -> true,
                id,
                windowSeconds,
                points.orElse(null));
    }
}
