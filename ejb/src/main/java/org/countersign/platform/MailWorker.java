package org.countersign.platform;

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
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends what waits in the outboxes, every two seconds, on every node: the claim in the database
 * keeps two nodes from sending the same mail while both live. A mail that fails is tried again
 * later, for about a day.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class MailWorker {

    private static final System.Logger LOG = System.getLogger(MailWorker.class.getName());
    private static final int CLAIMED_AT_ONCE = 20;
    private static final int LEASE_SECONDS = 120;
    private static final int TRIES_MAX = 12;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject Database database;
    @Inject Smtp smtp;
    @Inject Letterheads letterheads;

    private final AtomicBoolean running = new AtomicBoolean();

    private record Waiting(Mail mail, Letterhead head, int attempts) {}

    @Lock(LockType.READ)
    @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false, info = "mail")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                dueWork.claim("outbox", CLAIMED_AT_ONCE, LEASE_SECONDS).forEach(this::send);
            } finally {
                running.set(false);
            }
        }
    }

    private void send(DueWork.Claim claim) {
        var found = agencyWork.in(claim.agencyId(), "mail", () -> read(claim.ref()));
        if (found.isEmpty()) {
            return; // its reader was erased since the claim
        }
        Waiting waiting = found.get();
        String failure = "";
        try {
            smtp.send(waiting.mail(), waiting.head());
        } catch (MessagingException e) {
            failure = e.getClass().getSimpleName();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "mail not sent id={0} cause={1}",
                    claim.ref(),
                    e.getMessage());
        }
        String outcome = failure;
        agencyWork.in(
                claim.agencyId(),
                "mail",
                () -> settle(claim.ref(), waiting.attempts() + 1, outcome));
    }

    private Optional<Waiting> read(UUID id) {
        return database.first(
                "select payload, attempts from outbox where id = ?",
                row ->
                        new Waiting(
                                Mail.fromJson(row.text(1)), letterheads.current(), row.number(2)),
                id);
    }

    private int settle(UUID id, int attempts, String failure) {
        String state = failure.isEmpty() ? "SENT" : attempts < TRIES_MAX ? "WAITING" : "FAILED";
        long pause = FIRST_PAUSE.toSeconds() << Math.min(attempts, TRIES_MAX);
        return database.update(
                """
                update outbox set state = ?, attempts = ?, failure = nullif(?, ''),
                       next_at = db_now() + make_interval(secs => ?) where id = ?""",
                state,
                attempts,
                failure,
                (double) pause,
                id);
    }
}
