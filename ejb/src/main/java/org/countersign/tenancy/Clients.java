package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;

/**
 * The clients the caller may see. Each is an Organization in the agency's realm; a worker makes
 * Keycloak follow what is written here.
 */
@Stateless
@RolesAllowed(Permissions.CLIENTS_READ)
public class Clients {

    private static final int ALIAS_MAX = 61;
    private static final int DOMAINS_MAX = 20;
    private static final Pattern ALIAS = Pattern.compile("[a-z0-9][a-z0-9-]{1,60}");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

    private static final Listing<ClientRow> LISTING =
            new Listing<>(
                    """
                    c.id, c.alias, c.name,
                    (select count(*) from brand b where b.agency_id = c.agency_id and b.client_id = c.id),
                    array(select d.domain from client_domain d where d.agency_id = c.agency_id and d.client_id = c.id order by 1),
                    array(select p.name from mandate m join person p on p.agency_id = m.agency_id and p.id = m.person_id
                           where m.agency_id = c.agency_id and m.client_id = c.id and m.kind = 'OWNER' and mandate_open(m) order by 1),
                    coalesce((select t.state from identity_task t where t.agency_id = c.agency_id and t.kind = 'client'
                                 and t.ref = c.id::text), 'DONE'), c.version""",
                    "client c",
                    "c.id",
                    "c.name",
                    Map.of("name", "c.name", "alias", "c.alias"),
                    Clients::row,
                    ClientRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;

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

    /**
     * Takes on a client.
     *
     * @param alias its short name in addresses and tokens, which never changes
     * @return its id
     */
    @RolesAllowed(Permissions.CLIENTS_WRITE)
    public UUID create(@NotNull String alias, @NotNull @Valid ClientDraft draft) {
        caller.requireFresh();
        String chosen = alias.strip().toLowerCase(Locale.ROOT);
        if (!ALIAS.matcher(chosen).matches()) {
            throw new InvalidInputException("alias", "client.refused.alias_form", ALIAS_MAX);
        }
        UUID id = Ids.next(clock);
        database.update(
                "insert into client (id, alias, name) values (?, ?, ?)",
                id,
                chosen,
                draft.name().strip());
        domains(id, draft.domains());
        return id;
    }

    /**
     * Renames a client and says which mail domains are its own.
     *
     * @throws StaleException when somebody else changed it meanwhile
     */
    @RolesAllowed(Permissions.CLIENTS_WRITE)
    public void change(@NotNull UUID id, @NotNull @Valid ClientDraft draft, long version) {
        caller.requireFresh();
        find(id);
        int changed =
                database.update(
                        "update client set name = ?, version = version + 1 where id = ? and version = ?",
                        draft.name().strip(),
                        id,
                        version);
        if (changed == 0) {
            throw new StaleException();
        }
        domains(id, draft.domains());
    }

    private void domains(UUID client, List<String> typed) {
        Set<String> wanted = new TreeSet<>();
        for (String one : typed) {
            String domain = one.strip().toLowerCase(Locale.ROOT);
            if (!DOMAIN.matcher(domain).matches()) {
                throw new InvalidInputException("domains", "client.refused.domain", domain);
            }
            wanted.add(domain);
        }
        if (wanted.isEmpty() || wanted.size() > DOMAINS_MAX) {
            throw new InvalidInputException("domains", "client.refused.domains", DOMAINS_MAX);
        }
        database.update(
                "delete from client_domain where client_id = ? and not domain = any (?)",
                client,
                wanted.toArray(String[]::new));
        for (String domain : wanted) {
            database.update(
                    """
                    insert into client_domain (client_id, domain) select ?, ?
                    where not exists (select from client_domain where client_id = ? and domain = ?)""",
                    client,
                    domain,
                    client,
                    domain);
        }
    }

    private static ClientRow row(Database.Row row) throws SQLException {
        return new ClientRow(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.big(4),
                row.texts(5),
                row.texts(6),
                row.text(7),
                row.big(8));
    }
}
