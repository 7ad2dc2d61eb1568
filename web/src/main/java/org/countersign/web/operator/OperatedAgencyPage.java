package org.countersign.web.operator;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Settings;
import org.countersign.tenancy.operator.AgencyOrders;
import org.countersign.tenancy.operator.AgencyRow;
import org.countersign.tenancy.operator.OperatedAgencies;
import org.countersign.tenancy.operator.TaskKind;
import org.countersign.tenancy.operator.TaskRow;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Texts;

/** Backs {@code /operator/agency.xhtml}: one agency, what is done with it, and what can be. */
@Named
@ViewScoped
public class OperatedAgencyPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB OperatedAgencies agencies;
    @EJB AgencyOrders orders;
    @Inject Notices notices;
    @Inject Texts texts;
    @Inject Settings settings;

    private String id;
    private UUID agencyId;
    private String host;
    private String reason;
    private String typedName;
    private transient AgencyRow row;
    private transient List<TaskRow> tasks;
    private transient Optional<OperatedAgencies.Archive> archive;
    private transient Optional<String> certificate;
    private transient List<String> troubles;

    public void load() {
        agencyId = AddressId.of(id, "agency");
        getRow();
    }

    public String tryAgain() {
        return order("operator.message.trying_again", () -> orders.tryAgain(agencyId));
    }

    public String tellAgain() {
        return order("operator.message.told_again", () -> orders.tellKeycloakAgain(agencyId));
    }

    public String suspend() {
        return order("operator.message.suspended", () -> orders.suspend(agencyId));
    }

    public String resume() {
        return order("operator.message.resuming", () -> orders.resume(agencyId));
    }

    public String move() {
        String to = host == null ? "" : host.strip().toLowerCase(Locale.ROOT);
        return order("operator.message.moving", () -> orders.move(agencyId, to));
    }

    public String export() {
        return order("operator.message.exporting", () -> orders.export(agencyId));
    }

    public String erase() {
        String typed = typedName == null ? "" : typedName.strip();
        return order("operator.message.erasing", () -> orders.erase(agencyId, typed));
    }

    public String hold() {
        String why = reason == null ? "" : reason.strip();
        return order("operator.message.held", () -> orders.holdLegally(agencyId, why));
    }

    public String release() {
        return order("operator.message.released", () -> orders.releaseLegally(agencyId));
    }

    private String order(String message, Runnable order) {
        if (!notices.attempt(order)) {
            return null;
        }
        notices.done(message, getRow().name());
        return "/operator/agency?faces-redirect=true&id=" + agencyId;
    }

    public AgencyRow getRow() {
        if (row == null) {
            row = agencies.find(agencyId);
        }
        return row;
    }

    public List<TaskRow> getTasks() {
        if (tasks == null) {
            tasks = agencies.tasks(agencyId);
        }
        return tasks;
    }

    /** What the sign-in service could not be told, in the reader's words. */
    public List<String> getTroubles() {
        if (troubles == null) {
            troubles =
                    agencies.troubles(agencyId).stream()
                            .map(
                                    t ->
                                            texts.get(
                                                    "agency.text.trouble",
                                                    List.of(
                                                            t.tasks(),
                                                            texts.get(t.failure(), List.of()))))
                            .toList();
        }
        return troubles;
    }

    /** What is under way, failed, or was done last. */
    public TaskRow getTask() {
        return getTasks().isEmpty() ? null : getTasks().get(0);
    }

    public List<TaskRow> getEarlier() {
        return getTasks().stream().skip(1).toList();
    }

    public OperatedAgencies.Archive getArchive() {
        if (archive == null) {
            archive = agencies.archive(agencyId);
        }
        return archive.orElse(null);
    }

    public boolean isCertified() {
        if (certificate == null) {
            certificate = agencies.certificate(agencyId);
        }
        return certificate.isPresent();
    }

    /** Why a step failed, in the reader's words. */
    public String failure(TaskRow.StepRow step) {
        return step.failure().map(key -> texts.get(key, List.of(step.reason()))).orElse("");
    }

    public String getAddress() {
        return settings.agencyUrl(getRow().host()) + "/";
    }

    public String getLegalHold() {
        return getRow().legalHold().orElse("");
    }

    private boolean is(String state) {
        return getRow().state().equals(state);
    }

    /** Nothing else is under way. */
    public boolean isFree() {
        return !getRow().busy();
    }

    public boolean isSuspendable() {
        return isFree() && (is("ACTIVE") || is("PROVISIONING"));
    }

    public boolean isResumable() {
        return isFree()
                && is("SUSPENDED")
                && getTasks().stream()
                        .anyMatch(t -> t.kind() == TaskKind.PROVISION && "DONE".equals(t.state()));
    }

    public boolean isMovable() {
        return isFree() && (is("ACTIVE") || is("SUSPENDED"));
    }

    public boolean isLeaving() {
        return is("SUSPENDED") || is("OFFBOARDED");
    }

    public boolean isExportable() {
        return isFree() && is("SUSPENDED");
    }

    public boolean isErasable() {
        return isExportable()
                && getRow().legalHold().isEmpty()
                && getArchive() != null
                && getArchive().downloadedAt().isPresent();
    }

    public boolean isErased() {
        return is("ERASED");
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getTypedName() {
        return typedName;
    }

    public void setTypedName(String typedName) {
        this.typedName = typedName;
    }
}
