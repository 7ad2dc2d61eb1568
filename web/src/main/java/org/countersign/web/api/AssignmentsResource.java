package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.countersign.platform.IdempotentRequests.Answer;
import org.countersign.tenancy.vendor.AssignmentDecision;
import org.countersign.tenancy.vendor.AssignmentDraft;
import org.countersign.tenancy.vendor.AssignmentFilter;
import org.countersign.tenancy.vendor.AssignmentRow;
import org.countersign.tenancy.vendor.AssignmentState;
import org.countersign.tenancy.vendor.AssignmentTerms;
import org.countersign.tenancy.vendor.AssignmentVerdict;
import org.countersign.tenancy.vendor.AssignmentView;
import org.countersign.tenancy.vendor.Assignments;
import org.countersign.tenancy.vendor.RightsGranted;
import org.countersign.web.api.VendorsResource.Amount;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Work orders of vendors: written by the agency, approved by the client, open between two days. */
@Path("assignments")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Vendors")
public class AssignmentsResource {

    @EJB Assignments assignments;
    @Inject ApiRequest request;

    /**
     * An assignment.
     *
     * @param brand what it is for; null for a vendor's person who has not accepted its texts
     * @param startsOn first day, in the brand's zone
     * @param endsOn last day
     */
    public record Assignment(
            UUID id,
            String title,
            UUID vendorId,
            String vendorName,
            Optional<AssignmentBrand> brand,
            LocalDate startsOn,
            LocalDate endsOn,
            AssignmentState state,
            boolean asksClient,
            boolean working,
            Optional<Instant> endedAt,
            String endReason,
            long version) {}

    /** What an assignment is for. */
    public record AssignmentBrand(
            UUID brandId,
            String brandName,
            UUID clientId,
            String clientName,
            ZoneId zone,
            Optional<UUID> campaignId,
            Optional<String> campaignName) {}

    /** What the client may do with what is delivered. */
    public record Rights(
            Optional<String> territory,
            Optional<String> term,
            Optional<String> media,
            Optional<Boolean> exclusive) {}

    /** One number of the terms. */
    public record Terms(
            int number,
            Optional<UUID> campaignId,
            LocalDate startsOn,
            LocalDate endsOn,
            String brief,
            String deliverables,
            Rights rights,
            UUID ndaId,
            UUID rightsId,
            String digest,
            String writtenBy,
            Instant writtenAt) {}

    /** What the client said. */
    public record ClientWord(
            int terms,
            AssignmentDecision.Kind kind,
            String comment,
            String decidedBy,
            Instant decidedAt) {}

    /** Somebody of the vendor accepted the texts, by their numbers. */
    public record TextsAccepted(String person, int nda, int rights, Instant acceptedAt) {}

    /**
     * An assignment with all that the caller may see of it.
     *
     * @param terms in force, or the newest of one that was never approved
     * @param waitingTerms those that wait for the client
     * @param fee never shown to people of the client
     */
    public record AssignmentDetail(
            Assignment assignment,
            Optional<Terms> terms,
            Optional<Terms> waitingTerms,
            Optional<Amount> fee,
            UUID ndaId,
            UUID rightsId,
            List<ClientWord> decisions,
            List<TextsAccepted> acceptances,
            boolean mayDecide,
            boolean mayEnd,
            boolean mayAccept) {}

    /** Part of a list. */
    public record AssignmentList(List<Assignment> items, long total, Optional<String> next) {}

    /** A new draft. */
    public record NewAssignment(
            UUID vendorId,
            UUID brandId,
            String title,
            Optional<UUID> campaignId,
            LocalDate startsOn,
            LocalDate endsOn,
            String brief,
            Optional<String> deliverables,
            Optional<Rights> rights,
            Optional<Amount> fee) {}

    /** What an assignment shall be from now on, as a whole. */
    public record AssignmentChange(
            String title,
            Optional<UUID> campaignId,
            LocalDate startsOn,
            LocalDate endsOn,
            String brief,
            Optional<String> deliverables,
            Optional<Rights> rights,
            Optional<Amount> fee) {}

    /** The client's word on the terms that wait. */
    public record AssignmentWord(
            AssignmentDecision.Kind kind, Optional<String> comment, String digest) {}

    /** How an assignment ends. */
    public record Ending(Optional<Boolean> completed, Optional<String> reason, boolean stop) {}

    /** The texts accepted. */
    public record NewAcceptance(UUID ndaId, UUID rightsId) {}

    @GET
    @Operation(
            operationId = "listAssignments",
            summary = "Assignments that the caller may see; a vendor's people see the open ones")
    @APIResponseSchema(value = AssignmentList.class, responseDescription = "Assignments")
    public Response list(
            @BeanParam Batch batch,
            @QueryParam("vendor") String vendor,
            @QueryParam("brand") String brand,
            @Parameter(
                            description = "Any of these",
                            schema = @Schema(implementation = AssignmentState.class))
                    @QueryParam("state")
                    List<String> state,
            @Parameter(
                            description = "true: only those with terms that wait for the client",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("waiting")
                    @DefaultValue("false")
                    String waiting) {
        var filter =
                new AssignmentFilter(
                        ApiRequest.filter("vendor", vendor),
                        ApiRequest.filter("brand", brand),
                        ApiRequest.choices("state", AssignmentState.class, state),
                        ApiRequest.flag("waiting", waiting));
        return batch.answer(
                assignments.list(filter, batch.paging()),
                AssignmentsResource::assignment,
                AssignmentList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createAssignment", summary = "Draft an assignment for a vendor")
    @APIResponseSchema(
            value = AssignmentDetail.class,
            responseCode = "201",
            responseDescription = "The new draft")
    public Response create(NewAssignment body) {
        var draft =
                draft(
                        new AssignmentChange(
                                body.title(),
                                body.campaignId(),
                                body.startsOn(),
                                body.endsOn(),
                                body.brief(),
                                body.deliverables(),
                                body.rights(),
                                body.fee()));
        return request.once(
                body,
                () -> assignments.create(body.vendorId(), body.brandId(), draft),
                this::created);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getAssignment", summary = "One assignment")
    @APIResponseSchema(value = AssignmentDetail.class, responseDescription = "The assignment")
    public Response find(@PathParam("id") String id) {
        var view = assignments.find(ApiRequest.id(id));
        return request.show(detail(view), view.assignment().version());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(
            operationId = "changeAssignment",
            summary =
                    "Change an assignment, as a whole; wider terms than the approved ones wait for the client")
    @APIResponseSchema(
            value = AssignmentDetail.class,
            responseDescription = "The assignment as it is now")
    public Response change(@PathParam("id") String id, AssignmentChange body) {
        long version = request.version();
        var draft = draft(body);
        return changed(id, assignment -> assignments.change(assignment, version, draft));
    }

    @PUT
    @Path("{id}/proposal")
    @NeedsVersion
    @Operation(operationId = "proposeAssignment", summary = "Put the terms before the client")
    @APIResponseSchema(
            value = AssignmentDetail.class,
            responseDescription = "The assignment as it is now")
    public Response propose(@PathParam("id") String id) {
        long version = request.version();
        return changed(id, assignment -> assignments.propose(assignment, version));
    }

    @DELETE
    @Path("{id}/proposal")
    @NeedsVersion
    @Operation(operationId = "withdrawAssignment", summary = "Take back what waits for the client")
    @APIResponseSchema(
            value = AssignmentDetail.class,
            responseDescription = "The assignment as it is now")
    public Response withdraw(@PathParam("id") String id) {
        long version = request.version();
        return changed(id, assignment -> assignments.withdraw(assignment, version));
    }

    @POST
    @Path("{id}/decisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decideAssignment",
            summary = "Say yes or no for the client, to exactly the terms seen")
    @APIResponseSchema(
            value = AssignmentDetail.class,
            responseCode = "201",
            responseDescription = "The assignment as it is now")
    public Response decide(@PathParam("id") String id, AssignmentWord body) {
        UUID assignment = ApiRequest.id(id);
        var verdict = new AssignmentVerdict(body.kind(), body.comment().orElse(""), body.digest());
        return request.once(
                body,
                () -> {
                    assignments.decide(assignment, verdict);
                    return assignment;
                },
                this::created);
    }

    @POST
    @Path("{id}/end")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "endAssignment",
            summary =
                    "End it now; its vendor's access closes, and what is scheduled of it stops if wanted")
    @APIResponseSchema(
            value = AssignmentDetail.class,
            responseCode = "201",
            responseDescription = "The assignment as it is now")
    public Response end(@PathParam("id") String id, Ending body) {
        UUID assignment = ApiRequest.id(id);
        return request.once(
                body,
                () -> {
                    assignments.end(
                            assignment,
                            body.completed().orElse(false),
                            body.reason().orElse(""),
                            body.stop());
                    return assignment;
                },
                this::created);
    }

    @POST
    @Path("{id}/acceptances")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "acceptAssignment",
            summary = "Accept the texts of an open assignment; then it shows what it is about")
    @APIResponseSchema(
            value = AssignmentDetail.class,
            responseCode = "201",
            responseDescription = "The assignment as it is now")
    public Response accept(@PathParam("id") String id, NewAcceptance body) {
        UUID assignment = ApiRequest.id(id);
        return request.once(
                body,
                () -> {
                    assignments.accept(assignment, body.ndaId(), body.rightsId());
                    return assignment;
                },
                this::created);
    }

    private Answer created(UUID id) {
        var view = assignments.find(id);
        return ApiRequest.created("/assignments/" + id, detail(view), view.assignment().version());
    }

    private Response changed(String id, Consumer<UUID> effect) {
        UUID assignment = ApiRequest.id(id);
        return request.change(
                () -> {
                    effect.accept(assignment);
                    return assignment;
                },
                changed -> {
                    var view = assignments.find(changed);
                    return ApiRequest.changed(detail(view), view.assignment().version());
                });
    }

    private static AssignmentDraft draft(AssignmentChange body) {
        var rights = body.rights();
        return new AssignmentDraft(
                body.title(),
                body.campaignId(),
                body.startsOn(),
                body.endsOn(),
                body.brief(),
                body.deliverables().orElse(""),
                new RightsGranted(
                        rights.flatMap(Rights::territory).orElse(""),
                        rights.flatMap(Rights::term).orElse(""),
                        rights.flatMap(Rights::media).orElse(""),
                        rights.flatMap(Rights::exclusive).orElse(false)),
                Amount.money(body.fee()));
    }

    private static AssignmentDetail detail(AssignmentView view) {
        return new AssignmentDetail(
                assignment(view.assignment()),
                view.terms().map(AssignmentsResource::terms),
                view.waiting().map(AssignmentsResource::terms),
                view.fee().map(Amount::of),
                view.nda().id(),
                view.rights().id(),
                view.decisions().stream()
                        .map(
                                d ->
                                        new ClientWord(
                                                d.terms(),
                                                d.kind(),
                                                d.comment(),
                                                d.decidedBy(),
                                                d.decidedAt()))
                        .toList(),
                view.acceptances().stream()
                        .map(
                                a ->
                                        new TextsAccepted(
                                                a.person(), a.nda(), a.rights(), a.acceptedAt()))
                        .toList(),
                view.mayDecide(),
                view.mayEnd(),
                view.mayAccept());
    }

    private static Terms terms(AssignmentTerms row) {
        return new Terms(
                row.number(),
                row.campaignId(),
                row.startsOn(),
                row.endsOn(),
                row.brief(),
                row.deliverables(),
                new Rights(
                        Optional.of(row.rights().territory()),
                        Optional.of(row.rights().term()),
                        Optional.of(row.rights().media()),
                        Optional.of(row.rights().exclusive())),
                row.ndaId(),
                row.rightsId(),
                row.digest(),
                row.writtenBy(),
                row.writtenAt());
    }

    private static Assignment assignment(AssignmentRow row) {
        return new Assignment(
                row.id(),
                row.title(),
                row.vendorId(),
                row.vendorName(),
                row.brand()
                        .map(
                                b ->
                                        new AssignmentBrand(
                                                b.id(),
                                                b.name(),
                                                b.clientId(),
                                                b.clientName(),
                                                b.zone(),
                                                b.campaignId(),
                                                b.campaignName())),
                row.startsOn(),
                row.endsOn(),
                row.state(),
                row.waiting().isPresent(),
                row.working(),
                row.endedAt(),
                row.endReason(),
                row.version());
    }
}
