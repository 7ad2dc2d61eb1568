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
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.Mandates;
import org.countersign.tenancy.ProposalRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** People whom the agency suggests to a client; the client's owner appoints them, or does not. */
@Path("proposals")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class ProposalsResource {

    @EJB Mandates mandates;
    @Inject ApiRequest request;

    /**
     * Somebody suggested.
     *
     * @param endsAt when the mandate would end by itself
     */
    public record Proposal(
            UUID id,
            UUID clientId,
            String clientName,
            String name,
            String mail,
            MandatesResource.Kind kind,
            Optional<Instant> endsAt,
            String proposedBy,
            Instant proposedAt) {}

    /** All that wait. */
    public record ProposalList(List<Proposal> items, long total) {}

    @GET
    @Operation(operationId = "listProposals", summary = "Suggestions that wait for an owner")
    @APIResponseSchema(value = ProposalList.class, responseDescription = "Suggestions")
    public Response list() {
        var items =
                mandates.proposals(Optional.empty()).stream()
                        .map(ProposalsResource::proposal)
                        .toList();
        return ApiRequest.show(new ProposalList(items, items.size()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "propose",
            summary = "Suggest somebody to a client; its owners get a mail")
    @APIResponseSchema(
            value = Proposal.class,
            responseCode = "201",
            responseDescription = "The suggestion")
    public Response propose(MandatesResource.NewMandate body) {
        return request.once(
                body,
                () -> mandates.propose(body.draft()),
                id -> {
                    var row =
                            mandates.proposals(Optional.of(body.clientId())).stream()
                                    .filter(one -> one.id().equals(id))
                                    .findFirst()
                                    .orElseThrow(() -> new NotFoundException("proposal"));
                    return ApiRequest.created("/proposals", proposal(row), ApiRequest.tag(1));
                });
    }

    @POST
    @Path("{id}/agreement")
    @Operation(
            operationId = "agreeToProposal",
            summary = "A client's owner appoints the suggested person")
    @APIResponse(responseCode = "204", description = "They are appointed")
    public Response agree(@PathParam("id") String id) {
        UUID proposal = ApiRequest.id(id);
        return request.once(
                JsonValue.EMPTY_JSON_OBJECT,
                () -> mandates.agree(proposal, "en"),
                agreed -> ApiRequest.gone());
    }

    @POST
    @Path("{id}/refusal")
    @Operation(operationId = "declineProposal", summary = "A client's owner declines")
    @APIResponse(responseCode = "204", description = "It is declined")
    public Response decline(@PathParam("id") String id) {
        UUID proposal = ApiRequest.id(id);
        return request.once(
                JsonValue.EMPTY_JSON_OBJECT,
                () -> {
                    mandates.decline(proposal);
                    return proposal;
                },
                declined -> ApiRequest.gone());
    }

    private static Proposal proposal(ProposalRow row) {
        return new Proposal(
                row.id(),
                row.clientId(),
                row.clientName(),
                row.name(),
                row.mail(),
                MandatesResource.Kind.valueOf(row.kind()),
                row.endsAt(),
                row.proposedBy(),
                row.proposedAt());
    }
}
