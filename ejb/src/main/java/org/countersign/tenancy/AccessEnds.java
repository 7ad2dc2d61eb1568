package org.countersign.tenancy;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.DueWork;
import org.countersign.platform.Roles;

/**
 * Mails those who answer for somebody, once a day in the last three days, that their access ends.
 * The end itself needs nobody: the books are asked on each request.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class AccessEnds {

    private static final int CLAIMED_AT_ONCE = 20;
    private static final int LEASE_SECONDS = 120;

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject Database database;
    @Inject PeopleMails mails;

    private final AtomicBoolean running = new AtomicBoolean();

    private record End(String kind, String ref, Optional<String> client, Instant at) {}

    private record Whose(String id, String name) {}

    @Lock(LockType.READ)
    @Schedule(second = "*/20", minute = "*", hour = "*", persistent = false, info = "access ends")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                dueWork.claim("reminder", CLAIMED_AT_ONCE, LEASE_SECONDS)
                        .forEach(
                                claim ->
                                        agencyWork.in(
                                                claim.agencyId(),
                                                "access-ends",
                                                () -> remind(claim.ref())));
            } finally {
                running.set(false);
            }
        }
    }

    private boolean remind(UUID id) {
        Optional<End> found =
                database.first(
                        "select kind, ref, client_id::text, ends_at from access_end where id = ?",
                        row ->
                                new End(
                                        row.text(1),
                                        row.text(2),
                                        row.optionalText(3),
                                        row.instant(4)),
                        id);
        if (found.isEmpty()) {
            return false;
        }
        End end = found.get();
        Instant next = database.now().plus(Duration.ofDays(1));
        if (end.at().isAfter(database.now())) {
            mail(end);
        }
        if (end.at().isAfter(next)) {
            database.update("update access_end set next_at = ? where id = ?", next, id);
        } else {
            database.update("delete from access_end where id = ?", id);
        }
        return true;
    }

    private void mail(End end) {
        String day =
                DateTimeFormatter.ISO_LOCAL_DATE
                        .withZone(ZoneOffset.UTC)
                        .format(end.at().minusMillis(1));
        String from =
                switch (end.kind()) {
                    case "person" -> "person p where p.id = ?";
                    case "mandate" ->
                            "mandate m join person p on p.agency_id = m.agency_id and p.id = m.person_id where m.id = ?::uuid";
                    default ->
                            "client_staff s join person p on p.agency_id = s.agency_id and p.id = s.person_id where s.id = ?::uuid";
                };
        database.first(
                        "select p.id, p.name from " + from,
                        row -> new Whose(row.text(1), row.text(2)),
                        end.ref())
                .ifPresent(
                        who -> {
                            if ("mandate".equals(end.kind())) {
                                mails.accessEnds(
                                        UUID.fromString(end.client().orElseThrow()),
                                        who.name(),
                                        day);
                            } else {
                                mails.staffAccessEnds(who.id(), who.name(), day);
                            }
                        });
    }
}
