package org.countersign.web.approval;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.approval.WorkflowDraft;
import org.countersign.approval.WorkflowRow;
import org.countersign.approval.Workflows;
import org.countersign.tenancy.ClientRow;
import org.countersign.web.settings.ClientChoice;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/**
 * Backs {@code /approval/workflow.xhtml}: who has to say yes for a client, and another way that
 * waits for its owner.
 */
@Named
@ViewScoped
public class WorkflowPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int STAGES = 4;

    @EJB Workflows workflows;
    @Inject ClientChoice choice;
    @Inject Notices notices;

    private String client;
    private transient ClientRow of;
    private transient Optional<WorkflowRow> current;
    private transient List<WorkflowRow> proposals;
    private String name;
    private String reason;
    private ArrayList<StageForm> stages = new ArrayList<>();

    public void load() {
        if (client == null && !choice.getAll().isEmpty()) {
            client = choice.getAll().get(0).id().toString();
        }
        stages = new ArrayList<>();
        getCurrent().ifPresent(row -> row.stages().forEach(one -> stages.add(StageForm.of(one))));
        name = getCurrent().map(WorkflowRow::name).orElse(null);
        while (stages.size() < STAGES) {
            stages.add(new StageForm());
        }
    }

    public String propose() {
        var waits = new boolean[1];
        boolean done =
                notices.attempt(
                        () ->
                                waits[0] =
                                        workflows
                                                .propose(
                                                        new WorkflowDraft(
                                                                id(),
                                                                filled(name),
                                                                filled(reason),
                                                                stages.stream()
                                                                        .filter(StageForm::isFilled)
                                                                        .map(StageForm::draft)
                                                                        .toList()))
                                                .isPresent());
        return done ? shown(waits[0] ? "workflow.message.proposed" : "workflow.message.set") : null;
    }

    public String agree(UUID proposal) {
        return notices.attempt(() -> workflows.agree(proposal))
                ? shown("workflow.message.agreed")
                : null;
    }

    public String decline(UUID proposal) {
        return notices.attempt(() -> workflows.decline(proposal))
                ? shown("workflow.message.declined")
                : null;
    }

    public String withdraw(UUID proposal) {
        return notices.attempt(() -> workflows.withdraw(proposal))
                ? shown("workflow.message.withdrawn")
                : null;
    }

    private String shown(String message) {
        notices.done(message, getOf().name());
        return "/approval/workflow?faces-redirect=true&client=" + client;
    }

    private UUID id() {
        return AddressId.of(client, "client");
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    public ClientRow getOf() {
        if (of == null) {
            of = choice.find(id());
        }
        return of;
    }

    public Optional<WorkflowRow> getCurrent() {
        if (current == null) {
            current = client == null ? Optional.empty() : workflows.current(id());
        }
        return current;
    }

    /** Those of this client; one at most. */
    public List<WorkflowRow> getProposals() {
        if (proposals == null) {
            proposals =
                    client == null
                            ? List.of()
                            : workflows.proposals().stream()
                                    .filter(row -> row.clientId().equals(id()))
                                    .toList();
        }
        return proposals;
    }

    public List<ClientRow> getClients() {
        return choice.getAll();
    }

    public List<StageForm> getStages() {
        return stages;
    }

    public String getClient() {
        return client;
    }

    public void setClient(String client) {
        this.client = client;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
