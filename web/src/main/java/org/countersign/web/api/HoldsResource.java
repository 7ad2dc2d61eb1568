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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.safety.HoldRow;
import org.countersign.safety.Holds;
import org.countersign.safety.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The stop switch. */
@Path("holds")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Safety")
public class HoldsResource {

    @EJB Holds holds;
    @Inject ApiRequest request;

    /**
     * A stop.
     *
     * @param scopeId the agency's id, or the UUID of the client, brand, campaign or channel
     * @param placedSide {@code AGENCY} or {@code CLIENT}: where the client stopped, one of its
     *     people must be among those who lift
     * @param liftedBy who asked to lift it so far; two people end it
     * @param active it still stops
     */
    public record Hold(
            UUID id,
            Scope scope,
            String scopeId,
            String scopeName,
            String reason,
            String placedBy,
            String placedSide,
            Instant placedAt,
            List<String> liftedBy,
            boolean active) {}

    /** Part of a list. */
    public record HoldList(List<Hold> items, long total, Optional<String> next) {}

    /** A new stop. */
    public record NewHold(Scope scope, String scopeId, Optional<String> reason) {}

    @GET
    @Operation(operationId = "listHolds", summary = "Stops that the caller may see")
    @APIResponseSchema(value = HoldList.class, responseDescription = "Stops")
    public Response list(
            @BeanParam Batch batch,
            @Parameter(
                            description = "true: only those that still stop",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("active")
                    @DefaultValue("false")
                    String active) {
        return batch.answer(
                holds.list(ApiRequest.flag("active", active), batch.paging()),
                HoldsResource::hold,
                HoldList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "placeHold",
            summary = "Stop everything in a scope at once: from the answer on nothing starts in it")
    @APIResponseSchema(value = Hold.class, responseCode = "201", responseDescription = "The stop")
    public Response place(NewHold body) {
        return request.once(
                body,
                () -> holds.place(body.scope(), body.scopeId(), body.reason().orElse("")),
                id -> {
                    var row = holds.find(id);
                    return ApiRequest.created("/holds/" + id, hold(row), tag(row));
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getHold", summary = "One stop")
    @APIResponseSchema(value = Hold.class, responseDescription = "The stop")
    public Response find(@PathParam("id") String id) {
        var row = holds.find(ApiRequest.id(id));
        return request.show(hold(row), tag(row));
    }

    @POST
    @Path("{id}/lifts")
    @Operation(
            operationId = "liftHold",
            summary = "Sign the lifting of a stop; the second signature ends it")
    @APIResponseSchema(
            value = Hold.class,
            responseCode = "201",
            responseDescription = "The stop as it is now")
    public Response lift(@PathParam("id") String id) {
        UUID hold = ApiRequest.id(id);
        return request.once(
                jakarta.json.JsonValue.EMPTY_JSON_OBJECT,
                () -> holds.lift(hold),
                ended -> {
                    var row = holds.find(hold);
                    return ApiRequest.created("/holds/" + hold, hold(row), tag(row));
                });
    }

    /** A stop changes by signatures only. */
    private static String tag(HoldRow row) {
        return ApiRequest.tag(row.liftedBy().size());
    }

    private static Hold hold(HoldRow row) {
        return new Hold(
                row.id(),
                row.scope(),
                row.scopeId(),
                row.scopeName(),
                row.reason(),
                row.placedBy(),
                row.placedSide(),
                row.placedAt(),
                row.liftedBy(),
                row.active());
    }
}
