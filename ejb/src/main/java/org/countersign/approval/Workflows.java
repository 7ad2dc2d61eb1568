package org.countersign.approval;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;
import org.countersign.tenancy.PeopleMails;

/**
 * Each client's way to a yes. The first one of a client without any is the agency's to set up;
 * every other counts once the client's owner has agreed to it, stronger or weaker (gate G3). A
 * submission keeps the stages it began with.
 */
@Stateless
@RolesAllowed(Permissions.WORKFLOWS_READ)
public class Workflows {

    private static final String CURRENT =
            """
            select w.id, w.client_id, c.name, w.name, '',
                   coalesce((select p.name from person p where p.agency_id = w.agency_id and p.id = w.created_by), ''), w.created_at
            from workflow w join client c on c.agency_id = w.agency_id and c.id = w.client_id
            where w.client_id = ? order by w.created_at desc limit 1""";

    private static final String OPEN =
            """
            select w.id, w.client_id, c.name, w.name, w.reason,
                   coalesce((select p.name from person p where p.agency_id = w.agency_id and p.id = w.proposed_by), ''), w.proposed_at
            from workflow_proposal w join client c on c.agency_id = w.agency_id and c.id = w.client_id
            where w.state = 'OPEN'""";

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject PeopleMails mails;

    /** The way that counts for what is submitted now; empty for a client without any. */
    public Optional<WorkflowRow> current(@NotNull UUID client) {
        return database.first(CURRENT, row -> row(row, "workflow_stage", "workflow_id"), client);
    }

    /** Suggestions that wait for an owner. */
    public List<WorkflowRow> proposals() {
        return database.list(
                OPEN + " order by w.proposed_at",
                row -> row(row, "workflow_proposal_stage", "proposal_id"));
    }

    /**
     * Suggests another way; where the client has none it counts at once.
     *
     * @return empty when it counts already, else the suggestion's id
     */
    @RolesAllowed(Permissions.WORKFLOWS_PROPOSE)
    public Optional<UUID> propose(@NotNull @Valid WorkflowDraft draft) {
        caller.requireFresh();
        if (database.first("select 1 from client where id = ?", row -> 1, draft.clientId())
                .isEmpty()) {
            throw new NotFoundException("client");
        }
        if (draft.stages().stream().noneMatch(stage -> "CLIENT".equals(stage.side()))) {
            throw new InvalidInputException("stages", "workflow.refused.no_client_stage");
        }
        if (current(draft.clientId()).isEmpty()) {
            set(draft);
            return Optional.empty();
        }
        UUID id = Ids.next(clock);
        database.update(
                "insert into workflow_proposal (id, client_id, name, reason) values (?, ?, ?, ?)",
                id,
                draft.clientId(),
                draft.name().strip(),
                draft.reason().strip());
        stages("workflow_proposal_stage", "proposal_id", id, draft.stages());
        mails.workflow("workflow_proposed", draft.clientId(), draft.name(), words(draft.stages()));
        return Optional.of(id);
    }

    /** The owner agrees: from now on it counts, for what is submitted from now on. */
    @RolesAllowed(Permissions.WORKFLOWS_SETTLE)
    public void agree(@NotNull UUID proposal) {
        caller.requireFresh();
        WorkflowRow row = settle(proposal, "CONFIRMED");
        set(new WorkflowDraft(row.clientId(), row.name(), "", row.stages()));
        mails.workflow("workflow_set", row.clientId(), row.name(), words(row.stages()));
    }

    /** The owner declines; today's way goes on. */
    @RolesAllowed(Permissions.WORKFLOWS_SETTLE)
    public void decline(@NotNull UUID proposal) {
        WorkflowRow row = settle(proposal, "DECLINED");
        mails.workflow("workflow_declined", row.clientId(), row.name(), words(row.stages()));
    }

    /** The agency takes its suggestion back. */
    @RolesAllowed(Permissions.WORKFLOWS_PROPOSE)
    public void withdraw(@NotNull UUID proposal) {
        settle(proposal, "WITHDRAWN");
    }

    private WorkflowRow settle(UUID id, String state) {
        WorkflowRow row =
                database.first(
                                OPEN + " and w.id = ?",
                                found -> row(found, "workflow_proposal_stage", "proposal_id"),
                                id)
                        .orElseThrow(() -> new NotFoundException("proposal"));
        database.update("update workflow_proposal set state = ? where id = ?", state, id);
        return row;
    }

    private void set(WorkflowDraft draft) {
        UUID id = Ids.next(clock);
        database.update(
                "insert into workflow (id, client_id, name) values (?, ?, ?)",
                id,
                draft.clientId(),
                draft.name().strip());
        stages("workflow_stage", "workflow_id", id, draft.stages());
    }

    /** Table and column are names of this class, never anybody's text. */
    private void stages(String table, String column, UUID id, List<StageDraft> stages) {
        for (int i = 0; i < stages.size(); i++) {
            StageDraft stage = stages.get(i);
            database.update(
                    "insert into "
                            + table
                            + " ("
                            + column
                            + ", position, name, side, quorum, acr) values (?, ?::smallint, ?, ?, ?::smallint, ?)",
                    id,
                    i + 1,
                    stage.name().strip(),
                    stage.side(),
                    stage.quorum(),
                    stage.acr());
        }
    }

    private WorkflowRow row(Database.Row row, String table, String column) throws SQLException {
        UUID id = row.uuid(1);
        List<StageDraft> stages =
                database.list(
                        "select name, side, quorum, acr from "
                                + table
                                + " where "
                                + column
                                + " = ? order by position",
                        stage ->
                                new StageDraft(
                                        stage.text(1),
                                        stage.text(2),
                                        stage.number(3),
                                        stage.text(4)),
                        id);
        return new WorkflowRow(
                id,
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.instant(7),
                stages);
    }

    /** For a mail: one line a stage. */
    private static String words(List<StageDraft> stages) {
        return stages.stream()
                .map(stage -> stage.quorum() + " x " + stage.name() + " (" + stage.side() + ")")
                .collect(Collectors.joining("\n"));
    }
}
