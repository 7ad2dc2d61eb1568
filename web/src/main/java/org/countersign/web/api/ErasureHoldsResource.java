package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.countersign.tenancy.privacy.HoldOnErasure;
import org.countersign.tenancy.privacy.PersonErasures;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Legal holds on people: nothing of them is erased while one stands. */
@Path("erasure-holds")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ErasureHoldsResource {

    @EJB PersonErasures erasures;
    @Inject ApiRequest request;

    /** A legal hold on one person. */
    public record ErasureHold(
            UUID id,
            String person,
            String personName,
            String reason,
            String placedBy,
            Instant placedAt,
            Optional<Instant> endedAt) {}

    /** Part of a list. */
    public record ErasureHoldList(List<ErasureHold> items, long total, Optional<String> next) {}

    /** A new legal hold. */
    public record NewErasureHold(String person, String reason) {}

    @GET
    @Operation(operationId = "listErasureHolds", summary = "Legal holds on people")
    @APIResponseSchema(value = ErasureHoldList.class, responseDescription = "Legal holds")
    public Response list(@BeanParam Batch batch) {
        return batch.answer(
                erasures.holds(batch.paging()), ErasureHoldsResource::hold, ErasureHoldList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "holdErasure", summary = "Have a person's erasure wait, with a reason")
    @APIResponseSchema(
            value = ErasureHold.class,
            responseCode = "201",
            responseDescription = "The legal hold")
    public Response place(NewErasureHold body) {
        return request.once(
                body,
                () -> erasures.hold(body.person(), body.reason()),
                id -> {
                    var row = erasures.holdOn(id);
                    return ApiRequest.created("/erasure-holds/" + id, hold(row), tag(row));
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getErasureHold", summary = "One legal hold")
    @APIResponseSchema(value = ErasureHold.class, responseDescription = "The legal hold")
    public Response find(@PathParam("id") String id) {
        var row = erasures.holdOn(ApiRequest.id(id));
        return request.show(hold(row), tag(row));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "endErasureHold", summary = "End a legal hold; it stays in the books")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response end(@PathParam("id") String id) {
        UUID hold = ApiRequest.id(id);
        return request.change(
                () -> {
                    erasures.endHold(hold);
                    return hold;
                },
                ended -> ApiRequest.gone());
    }

    private static String tag(HoldOnErasure row) {
        return ApiRequest.tag(row.endedAt().isPresent() ? "ended" : "stands");
    }

    private static ErasureHold hold(HoldOnErasure row) {
        return new ErasureHold(
                row.id(),
                row.personId(),
                row.personName(),
                row.reason(),
                row.placedBy(),
                row.placedAt(),
                row.endedAt());
    }
}
