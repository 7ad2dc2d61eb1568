package org.countersign.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.Secrets;

/**
 * Stores a developer app of the bound agency, or of the operator; who may is the caller's to ask.
 */
@ApplicationScoped
public class NewNetworkApps {

    @Inject Database database;
    @Inject Secrets secrets;
    @Inject Clock clock;

    /**
     * A secret is sealed before it is stored.
     *
     * @return the new app's id
     */
    public UUID add(NetworkAppDraft draft) {
        UUID id = Ids.next(clock);
        byte[] sealed =
                draft.secret().isEmpty() ? null : secrets.seal(draft.secret(), id.toString());
        database.update(
                "insert into network_app (id, network, name, client_id, secret) values (?, ?, ?, ?, ?)",
                id,
                draft.network(),
                draft.name().strip(),
                draft.clientId().strip(),
                sealed);
        return id;
    }
}
