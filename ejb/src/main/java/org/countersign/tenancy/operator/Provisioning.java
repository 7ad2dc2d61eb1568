package org.countersign.tenancy.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Settings;

/**
 * Orders what is to be done with an agency, in the running transaction of the operator's tenant.
 * What only the database changes is changed at once; what needs Keycloak or time becomes a task.
 */
@ApplicationScoped
public class Provisioning {

    @Inject Database database;
    @Inject AuditTrail trail;
    @Inject Settings settings;
    @Inject Clock clock;

    record Subject(UUID id, String slug, String name, String state) {}

    /**
     * A new agency: its first rows now, all else as a task.
     *
     * @param ownerId the first owner's id, fixed before the first try so that no try makes a second
     *     one
     */
    public UUID order(NewAgency agency, String ownerId) {
        UUID id = Ids.next(clock);
        String host =
                agency.host().isEmpty()
                        ? agency.slug() + "." + settings.baseDomain()
                        : usable(agency.host());
        database.update(
                """
                insert into provisioned_agency (id, slug, name, host, owner_id, owner_name, owner_mail)
                values (?, ?, ?, ?, ?, ?, ?)""",
                id,
                agency.slug(),
                agency.name(),
                host,
                ownerId,
                agency.ownerName(),
                agency.ownerMail());
        call(
                "select provision_agency(?, ?, ?, ?)",
                agency.slug(),
                agency.name(),
                host,
                settings.issuer(agency.slug()));
        task(new Subject(id, agency.slug(), agency.name(), ""), TaskKind.PROVISION, "");
        return id;
    }

    /** Stops all access and all publishing with this transaction; Keycloak's part follows. */
    void suspend(UUID id) {
        Subject subject = free(id);
        call("select set_agency_state(?, 'SUSPENDED')", subject.slug());
        task(subject, TaskKind.SUSPEND, "");
    }

    void resume(UUID id) {
        Subject subject = free(id, "SUSPENDED");
        boolean whole =
                database.first(
                                """
                                select 1 from agency_task
                                where subject_id = ? and kind = 'PROVISION' and state = 'DONE'""",
                                row -> true,
                                id)
                        .isPresent();
        if (!whole) {
            throw new InvalidInputException("state", "operator.refused.unfinished");
        }
        task(subject, TaskKind.RESUME, "");
    }

    void move(UUID id, String host) {
        task(free(id, "ACTIVE", "SUSPENDED"), TaskKind.MOVE, usable(host));
    }

    void export(UUID id) {
        task(free(id, "SUSPENDED"), TaskKind.EXPORT, "");
    }

    /**
     * @param typedName the agency's name as the operator typed it
     */
    void erase(UUID id, String typedName) {
        Subject subject = free(id, "SUSPENDED");
        if (!subject.name().equals(typedName)) {
            throw new InvalidInputException("typedName", "operator.refused.other_name");
        }
        var kept =
                database.first(
                                """
                                select p.legal_hold is not null,
                                       exists (select from agency_export e where e.subject_id = p.id
                                                  and e.downloaded_at is not null)
                                from provisioned_agency p where p.id = ?""",
                                row -> new boolean[] {row.flag(1), row.flag(2)},
                                id)
                        .orElseThrow();
        if (kept[0]) {
            throw new InvalidInputException("typedName", "operator.refused.legal_hold");
        }
        if (!kept[1]) {
            throw new InvalidInputException("typedName", "operator.refused.not_downloaded");
        }
        call("select set_agency_state(?, 'OFFBOARDED')", subject.slug());
        task(subject, TaskKind.ERASE, "");
    }

    /** Lets a failed task go on from the step that failed. */
    public void tryAgain(UUID id) {
        UUID task =
                database.first(
                                """
                                select id from agency_task where subject_id = ? and state = 'FAILED' for update""",
                                row -> row.uuid(1),
                                id)
                        .orElseThrow(() -> new NotFoundException("task"));
        database.update("update agency_task set state = 'RUNNING' where id = ?", task);
        Subject subject = find(id);
        trail.record("agency.task_tried_again", "agency", subject.slug(), Map.of("task", task));
    }

    /**
     * @param reason why the agency must not be erased; empty lets it go
     */
    void holdLegally(UUID id, String reason) {
        call("select set_legal_hold(?, nullif(?, ''))", find(id).slug(), reason);
    }

    void tellKeycloakAgain(UUID id) {
        call("select tell_keycloak_again(?)", find(id).slug());
    }

    private Subject free(UUID id, String... states) {
        Subject subject = find(id);
        if (states.length > 0 && !java.util.List.of(states).contains(subject.state())) {
            throw new InvalidInputException("state", "operator.refused.state");
        }
        var open =
                database.first(
                        """
                        select state from agency_task
                        where subject_id = ? and state in ('RUNNING', 'FAILED') for update""",
                        row -> row.text(1),
                        id);
        if (open.filter("RUNNING"::equals).isPresent()) {
            throw new InvalidInputException("state", "operator.refused.busy");
        }
        if (open.isPresent()) {
            database.update(
                    """
                    update agency_task set state = 'ABANDONED', finished_at = db_now()
                    where subject_id = ? and state = 'FAILED'""",
                    id);
        }
        return subject;
    }

    private Subject find(UUID id) {
        return database.first(
                        """
                        select id, slug, name, case when erased_at is null then agency_state(slug) else 'ERASED' end
                        from provisioned_agency where id = ? for update""",
                        row ->
                                new Subject(
                                        row.uuid(1),
                                        row.text(2),
                                        row.text(3),
                                        row.optionalText(4).orElse("")),
                        id)
                .orElseThrow(() -> new NotFoundException("agency"));
    }

    private void task(Subject subject, TaskKind kind, String detail) {
        UUID id = Ids.next(clock);
        database.update(
                "insert into agency_task (id, subject_id, kind, detail) values (?, ?, ?, ?)",
                id,
                subject.id(),
                kind,
                detail);
        int position = 0;
        for (String step : kind.steps()) {
            position++;
            database.update(
                    "insert into agency_step (task_id, position, name) values (?, ?, ?)",
                    id,
                    position,
                    step);
        }
        trail.record(
                "agency.task_ordered",
                "agency",
                subject.slug(),
                Map.of("task", id, "kind", kind.name()));
    }

    /** The media host is nobody's agency: cookies must never reach it. */
    private String usable(String host) {
        if (host.equals(URI.create(settings.mediaUrl()).getHost())) {
            throw new InvalidInputException("host", "operator.refused.host_taken");
        }
        return host;
    }

    private void call(String sql, Object... values) {
        database.list(sql, row -> true, values);
    }
}
