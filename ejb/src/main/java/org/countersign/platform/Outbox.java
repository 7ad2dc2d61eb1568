package org.countersign.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Puts mail into the running transaction; a worker sends it after commit. */
@ApplicationScoped
public class Outbox {

    @Inject Database database;
    @Inject Clock clock;

    public void send(Mail mail) {
        database.update(
                "insert into outbox (id, kind, payload) values (?, 'mail', ?)",
                Ids.next(clock),
                mail.toJson());
    }
}
