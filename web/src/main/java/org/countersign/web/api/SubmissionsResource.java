package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.approval.DecisionKind;
import org.countersign.approval.DecisionRequest;
import org.countersign.approval.DecisionRow;
import org.countersign.approval.StageRow;
import org.countersign.approval.SubmissionRow;
import org.countersign.approval.SubmissionView;
import org.countersign.approval.Submissions;
import org.countersign.content.Assets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Asking for approval, and giving or refusing it. */
@Path("submissions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Approval")
public class SubmissionsResource {

    @EJB Submissions submissions;
    @EJB Assets assets;
    @Inject ApiRequest request;

    /**
     * A submission.
     *
     * @param windowTo from then on a yes comes too late
     * @param waiting the stage that is being decided; none when none is
     */
    public record Submission(
            UUID id,
            UUID postId,
            UUID revisionId,
            String title,
            UUID brandId,
            String brandName,
            UUID clientId,
            String clientName,
            @Schema(implementation = String.class) ZoneId zone,
            org.countersign.approval.Submission.State state,
            String submittedBy,
            String submittedByName,
            Instant submittedAt,
            String note,
            Instant plannedAt,
            Instant windowTo,
            Optional<Stage> waiting,
            long version) {}

    /** Part of a list. */
    public record SubmissionList(List<Submission> items, long total, Optional<String> next) {}

    /**
     * A stage of a submission.
     *
     * @param side {@code AGENCY} or {@code CLIENT}
     * @param role a role that the decider must hold, beside being of that side
     * @param quorum how many must say yes
     * @param approvals how many did
     */
    public record Stage(
            int position,
            String name,
            String side,
            Optional<String> role,
            int quorum,
            int approvals,
            boolean complete) {}

    /**
     * A submission with all a decider needs.
     *
     * @param revision exactly what goes out
     * @param mayDecide the caller is asked now
     */
    public record SubmissionDetail(
            Submission submission,
            RevisionShapes.Revision revision,
            List<Stage> stages,
            List<Decision> decisions,
            boolean mayDecide) {}

    /** What one person decided in one stage. */
    public record Decision(
            UUID id,
            UUID submissionId,
            int stage,
            DecisionKind kind,
            String comment,
            String decidedBy,
            String decidedByName,
            Instant decidedAt) {}

    /** All of a submission's decisions, oldest first. */
    public record DecisionList(List<Decision> items, long total, Optional<String> next) {}

    /** Which post to submit, at the version that If-Match names. */
    public record NewSubmission(UUID post, Optional<String> note) {}

    /**
     * A decision.
     *
     * @param comment asked for unless it is a yes
     * @param digests of all variants, as the decider saw them
     */
    public record NewDecision(DecisionKind kind, Optional<String> comment, List<String> digests) {}

    @GET
    @Operation(
            operationId = "listSubmissions",
            summary = "Submissions, by state, and those that wait for the caller")
    @APIResponseSchema(value = SubmissionList.class, responseDescription = "Submissions")
    public Response list(
            @BeanParam Batch batch,
            @Parameter(
                            description = "Any of these; repeat it for several",
                            schema =
                                    @Schema(
                                            implementation =
                                                    org.countersign.approval.Submission.State
                                                            .class))
                    @QueryParam("state")
                    List<String> states,
            @Parameter(
                            description = "true: those that the caller is asked to decide now",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("mine")
                    @DefaultValue("false")
                    String mine) {
        var wanted =
                Set.copyOf(
                        ApiRequest.choices(
                                "state", org.countersign.approval.Submission.State.class, states));
        return batch.answer(
                submissions.list(wanted, ApiRequest.flag("mine", mine), batch.paging()),
                SubmissionsResource::submission,
                SubmissionList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(
            operationId = "submitPost",
            summary = "Put a post's newest revision before its client's deciders")
    @APIResponseSchema(
            value = SubmissionDetail.class,
            responseCode = "201",
            responseDescription = "The new submission")
    public Response submit(NewSubmission body) {
        long version = request.version();
        return request.once(
                body,
                () -> submissions.submit(body.post(), version, body.note().orElse("")),
                id -> {
                    var view = submissions.find(id);
                    return ApiRequest.created(
                            "/submissions/" + id, detail(view), view.submission().version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getSubmission",
            summary = "One submission: exactly what goes out, its stages and decisions")
    @APIResponseSchema(value = SubmissionDetail.class, responseDescription = "The submission")
    public Response find(@PathParam("id") String id) {
        return ApiRequest.show(detail(submissions.find(ApiRequest.id(id))));
    }

    @GET
    @Path("{id}/decisions")
    @Operation(operationId = "listDecisions", summary = "What was decided so far")
    @APIResponseSchema(value = DecisionList.class, responseDescription = "Decisions")
    public Response decisions(@PathParam("id") String id) {
        var items =
                submissions.find(ApiRequest.id(id)).decisions().stream()
                        .map(SubmissionsResource::decision)
                        .toList();
        return ApiRequest.show(new DecisionList(items, items.size(), Optional.empty()));
    }

    @POST
    @Path("{id}/decisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decide",
            summary = "Approve, request changes or reject, naming the digests that were seen")
    @APIResponseSchema(
            value = Decision.class,
            responseCode = "201",
            responseDescription = "The decision")
    public Response decide(@PathParam("id") String id, NewDecision body) {
        UUID submission = ApiRequest.id(id);
        var decision = new DecisionRequest(body.kind(), body.comment().orElse(""), body.digests());
        return request.once(
                body,
                () -> submissions.decide(submission, decision),
                made -> {
                    var row =
                            submissions.find(submission).decisions().stream()
                                    .filter(d -> d.id().equals(made))
                                    .findFirst()
                                    .orElseThrow();
                    return ApiRequest.created(
                            "/submissions/" + submission + "/decisions",
                            decision(row),
                            ApiRequest.tag(made.toString()));
                });
    }

    private SubmissionDetail detail(SubmissionView view) {
        return new SubmissionDetail(
                submission(view.submission()),
                new RevisionShapes(assets).revision(view.revision(), view.submission().clientId()),
                view.stages().stream().map(SubmissionsResource::stage).toList(),
                view.decisions().stream().map(SubmissionsResource::decision).toList(),
                view.mayDecide());
    }

    private static Submission submission(SubmissionRow row) {
        return new Submission(
                row.id(),
                row.postId(),
                row.revisionId(),
                row.title(),
                row.brandId(),
                row.brandName(),
                row.clientId(),
                row.clientName(),
                row.zone(),
                row.state(),
                row.submittedBy(),
                row.submittedByName(),
                row.submittedAt(),
                row.note(),
                row.plannedAt(),
                row.windowTo(),
                row.waiting().map(SubmissionsResource::stage),
                row.version());
    }

    private static Stage stage(StageRow row) {
        return new Stage(
                row.position(),
                row.name(),
                row.side(),
                row.role(),
                row.quorum(),
                row.approvals(),
                row.complete());
    }

    private static Decision decision(DecisionRow row) {
        return new Decision(
                row.id(),
                row.submissionId(),
                row.stage(),
                row.kind(),
                row.comment(),
                row.decidedBy(),
                row.decidedByName(),
                row.decidedAt());
    }
}
