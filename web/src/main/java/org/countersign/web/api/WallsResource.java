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
import org.countersign.tenancy.WallRow;
import org.countersign.tenancy.Walls;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Walls between rival clients. */
@Path("walls")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients and brands")
public class WallsResource {

    @EJB Walls walls;
    @Inject ApiRequest request;

    /**
     * Two clients that nobody works for at once.
     *
     * @param builtBy a name
     * @param assignedA names of staff assigned to the first
     * @param assignedB names of staff assigned to the second
     */
    public record Wall(
            UUID id,
            UUID clientA,
            String nameA,
            UUID clientB,
            String nameB,
            String reason,
            String builtBy,
            Instant builtAt,
            List<String> assignedA,
            List<String> assignedB) {}

    /** Part of a list. */
    public record WallList(List<Wall> items, long total, Optional<String> next) {}

    /** A new wall. */
    public record NewWall(UUID clientId, UUID rivalClientId, Optional<String> reason) {}

    @GET
    @Operation(operationId = "listWalls", summary = "Walls that stand")
    @APIResponseSchema(value = WallList.class, responseDescription = "Walls")
    public Response list(@BeanParam Batch batch) {
        return batch.answer(walls.list(batch.paging()), WallsResource::wall, WallList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "buildWall",
            summary = "Have nobody work for two clients at once; refused while somebody does")
    @APIResponseSchema(value = Wall.class, responseCode = "201", responseDescription = "The wall")
    public Response build(NewWall body) {
        return request.once(
                body,
                () -> walls.build(body.clientId(), body.rivalClientId(), body.reason().orElse("")),
                id -> ApiRequest.created("/walls/" + id, wall(walls.find(id)), ApiRequest.tag(1)));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getWall", summary = "One wall that stands")
    @APIResponseSchema(value = Wall.class, responseDescription = "The wall")
    public Response find(@PathParam("id") String id) {
        return ApiRequest.show(wall(walls.find(ApiRequest.id(id))));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "endWall", summary = "Take a wall down")
    @APIResponse(responseCode = "204", description = "It is down")
    public Response end(@PathParam("id") String id) {
        UUID wall = ApiRequest.id(id);
        return request.change(
                () -> {
                    walls.end(wall);
                    return wall;
                },
                ended -> ApiRequest.gone());
    }

    private static Wall wall(WallRow row) {
        return new Wall(
                row.id(),
                row.clientA(),
                row.nameA(),
                row.clientB(),
                row.nameB(),
                row.reason(),
                row.builtBy(),
                row.builtAt(),
                row.assignedA(),
                row.assignedB());
    }
}
