package org.countersign.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;

/** Puts mail into the running transaction; a worker sends it after commit. */
@ApplicationScoped
public class Outbox {

    @Inject Database database;
    @Inject Clock clock;

    /**
     * @return the mail's id in the outbox
     */
    public UUID send(Mail mail) {
        UUID id = Ids.next(clock);
        database.update(
                "insert into outbox (id, kind, payload) values (?, 'mail', ?)", id, mail.toJson());
        return id;
    }
}
