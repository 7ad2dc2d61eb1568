package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.countersign.approval.StageDraft;
import org.countersign.approval.WorkflowDraft;
import org.countersign.approval.WorkflowRow;
import org.countersign.approval.Workflows;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Ways to a yes that wait for a client's owner. */
@Path("workflow-proposals")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Approval")
public class WorkflowProposalsResource {

    @EJB Workflows workflows;
    @Inject ApiRequest request;

    /** Who decides at a stage. */
    public enum Side {
        AGENCY,
        CLIENT
    }

    /** How strong a decider's sign-in must be. */
    public enum Strength {
        MAIL,
        PASSWORD,
        OTP,
        PASSKEY
    }

    /**
     * One stage.
     *
     * @param quorum how many of that side must approve
     */
    public record WorkflowStage(String name, Side side, int quorum, Strength signIn) {}

    /** A suggested way; today's goes on until the client's owner agrees. */
    public record WorkflowProposal(
            UUID id,
            UUID clientId,
            String clientName,
            String name,
            String reason,
            String proposedBy,
            Instant proposedAt,
            List<WorkflowStage> stages) {}

    /** All that wait. */
    public record WorkflowProposalList(List<WorkflowProposal> items, long total) {}

    /**
     * Another way for a client; where it has none it counts at once.
     *
     * @param stages in their order, at least one of the client
     */
    public record NewWorkflow(
            UUID clientId, String name, Optional<String> reason, List<WorkflowStage> stages) {

        WorkflowDraft draft() {
            return new WorkflowDraft(
                    clientId,
                    name,
                    reason.orElse(""),
                    stages.stream()
                            .map(
                                    stage ->
                                            new StageDraft(
                                                    stage.name(),
                                                    stage.side().name(),
                                                    stage.quorum(),
                                                    stage.signIn().name().toLowerCase(Locale.ROOT)))
                            .toList());
        }
    }

    @GET
    @Operation(
            operationId = "listWorkflowProposals",
            summary = "Suggested workflows that wait for an owner")
    @APIResponseSchema(value = WorkflowProposalList.class, responseDescription = "Suggestions")
    public Response list() {
        var items =
                workflows.proposals().stream().map(WorkflowProposalsResource::proposal).toList();
        return ApiRequest.show(new WorkflowProposalList(items, items.size()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "proposeWorkflow",
            summary = "Suggest another workflow to a client; its owners get a mail")
    @APIResponse(responseCode = "204", description = "It waits for an owner, or is the first one")
    public Response propose(NewWorkflow body) {
        return request.once(
                body, () -> workflows.propose(body.draft()), proposed -> ApiRequest.gone());
    }

    @POST
    @Path("{id}/agreement")
    @Operation(
            operationId = "agreeToWorkflow",
            summary = "A client's owner agrees; it counts for what is submitted from now on")
    @APIResponse(responseCode = "204", description = "It counts")
    public Response agree(@PathParam("id") String id) {
        UUID proposal = ApiRequest.id(id);
        return request.once(
                JsonValue.EMPTY_JSON_OBJECT,
                () -> {
                    workflows.agree(proposal);
                    return proposal;
                },
                agreed -> ApiRequest.gone());
    }

    @POST
    @Path("{id}/refusal")
    @Operation(operationId = "declineWorkflow", summary = "A client's owner declines")
    @APIResponse(responseCode = "204", description = "Today's workflow goes on")
    public Response decline(@PathParam("id") String id) {
        UUID proposal = ApiRequest.id(id);
        return request.once(
                JsonValue.EMPTY_JSON_OBJECT,
                () -> {
                    workflows.decline(proposal);
                    return proposal;
                },
                declined -> ApiRequest.gone());
    }

    private static WorkflowProposal proposal(WorkflowRow row) {
        return new WorkflowProposal(
                row.id(),
                row.clientId(),
                row.clientName(),
                row.name(),
                row.reason(),
                row.by(),
                row.at(),
                row.stages().stream()
                        .map(
                                stage ->
                                        new WorkflowStage(
                                                stage.name(),
                                                Side.valueOf(stage.side()),
                                                stage.quorum(),
                                                Strength.valueOf(
                                                        stage.acr().toUpperCase(Locale.ROOT))))
                        .toList());
    }
}
