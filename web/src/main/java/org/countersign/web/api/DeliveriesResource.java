package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import org.countersign.content.Deliveries;
import org.countersign.content.DeliveryRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What vendors hand over; the agency submits it. */
@Path("deliveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Vendors")
public class DeliveriesResource {

    @EJB Deliveries deliveries;
    @Inject ApiRequest request;

    /**
     * A revision handed over.
     *
     * @param newest nobody has changed the post since
     */
    public record Delivery(
            UUID id,
            UUID postId,
            String title,
            int revisionNumber,
            boolean newest,
            UUID assignmentId,
            String deliveredBy,
            Instant deliveredAt,
            String note) {}

    /** Part of a list. */
    public record DeliveryList(List<Delivery> items, long total, Optional<String> next) {}

    /** The newest revision of a post, handed over. */
    public record NewDelivery(UUID post, Optional<String> note) {}

    @GET
    @Operation(operationId = "listDeliveries", summary = "What vendors delivered")
    @APIResponseSchema(value = DeliveryList.class, responseDescription = "Deliveries")
    public Response list(
            @BeanParam Batch batch,
            @QueryParam("assignment") String assignment,
            @QueryParam("post") String post) {
        return batch.answer(
                deliveries.list(
                        ApiRequest.filter("assignment", assignment),
                        ApiRequest.filter("post", post),
                        batch.paging()),
                DeliveriesResource::delivery,
                DeliveryList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(
            operationId = "deliverPost",
            summary = "Hand the newest revision of one's own post over to the agency")
    @APIResponseSchema(
            value = Delivery.class,
            responseCode = "201",
            responseDescription = "The delivery")
    public Response deliver(NewDelivery body) {
        long version = request.version();
        return request.once(
                body,
                () -> deliveries.deliver(body.post(), version, body.note().orElse("")),
                id ->
                        ApiRequest.created(
                                "/deliveries/" + id,
                                delivery(deliveries.find(id)),
                                ApiRequest.tag(1)));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getDelivery", summary = "One delivery")
    @APIResponseSchema(value = Delivery.class, responseDescription = "The delivery")
    public Response find(@PathParam("id") String id) {
        return ApiRequest.show(delivery(deliveries.find(ApiRequest.id(id))));
    }

    private static Delivery delivery(DeliveryRow row) {
        return new Delivery(
                row.id(),
                row.postId(),
                row.title(),
                row.revisionNumber(),
                row.newest(),
                row.assignmentId(),
                row.deliveredBy(),
                row.deliveredAt(),
                row.note());
    }
}
