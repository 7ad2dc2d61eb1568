package org.countersign.tenancy.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Database;

/** Tasks and steps as they are stored, in the running transaction of the operator's tenant. */
@ApplicationScoped
class Tasks {

    private static final String SELECT =
            """
            select k.id, k.subject_id, k.kind, k.state, k.detail, coalesce(p.name, k.ordered_by), k.ordered_at, k.finished_at
            from agency_task k left join person p on p.id = k.ordered_by
            """;

    @Inject Database database;

    /**
     * What the steps of a running task need.
     *
     * @param orderedBy id of the operator
     */
    record Work(
            UUID taskId,
            UUID subjectId,
            TaskKind kind,
            String detail,
            String orderedBy,
            String slug,
            String name,
            String host,
            String ownerId,
            String ownerName,
            String ownerMail) {}

    List<TaskRow> of(UUID subject) {
        return list(
                SELECT + "where k.subject_id = ? order by k.ordered_at desc, k.id desc", subject);
    }

    Optional<TaskRow> find(UUID task) {
        return list(SELECT + "where k.id = ?", task).stream().findFirst();
    }

    /** Empty unless it runs. */
    Optional<Work> running(UUID task) {
        return database.first(
                """
                select k.id, k.subject_id, k.kind, k.detail, k.ordered_by, p.slug, p.name, p.host, p.owner_id, p.owner_name,
                       p.owner_mail
                from agency_task k join provisioned_agency p on p.id = k.subject_id
                where k.id = ? and k.state = 'RUNNING'""",
                row ->
                        new Work(
                                row.uuid(1),
                                row.uuid(2),
                                TaskKind.valueOf(row.text(3)),
                                row.text(4),
                                row.text(5),
                                row.text(6),
                                row.text(7),
                                row.text(8),
                                row.text(9),
                                row.text(10),
                                row.text(11)),
                task);
    }

    int begin(UUID task, int position, int leaseSeconds) {
        database.list(
                "select keep_claim('operator', 'agency_task', ?, ?)",
                row -> true,
                task,
                leaseSeconds);
        return database.update(
                """
                update agency_step set state = 'RUNNING', attempts = attempts + 1, failure = null, reason = '',
                       changed_at = db_now() where task_id = ? and position = ?""",
                task,
                position);
    }

    int done(UUID task, int position) {
        return database.update(
                """
                update agency_step set state = 'DONE', changed_at = db_now() where task_id = ? and position = ?""",
                task,
                position);
    }

    int failed(UUID task, int position, String failure, String reason) {
        database.update(
                "update agency_task set state = 'FAILED' where id = ? and state = 'RUNNING'", task);
        return database.update(
                """
                update agency_step set state = 'FAILED', failure = ?, reason = left(?, 500), changed_at = db_now()
                where task_id = ? and position = ?""",
                failure,
                reason,
                task,
                position);
    }

    int finished(UUID task) {
        return database.update(
                """
                update agency_task set state = 'DONE', finished_at = db_now() where id = ? and state = 'RUNNING'""",
                task);
    }

    private List<TaskRow> list(String sql, UUID id) {
        return database.list(
                sql,
                row ->
                        new TaskRow(
                                row.uuid(1),
                                row.uuid(2),
                                TaskKind.valueOf(row.text(3)),
                                row.text(4),
                                row.text(5),
                                row.text(6),
                                row.instant(7),
                                row.optionalInstant(8),
                                steps(row.uuid(1))),
                id);
    }

    private List<TaskRow.StepRow> steps(UUID task) {
        return database.list(
                """
                select position, name, state, attempts, failure, reason, changed_at
                from agency_step where task_id = ? order by position""",
                row ->
                        new TaskRow.StepRow(
                                row.number(1),
                                row.text(2),
                                row.text(3),
                                row.number(4),
                                row.optionalText(5),
                                row.text(6),
                                row.instant(7)),
                task);
    }
}
