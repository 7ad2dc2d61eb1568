package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import org.countersign.publishing.PublicationRow;
import org.countersign.publishing.Publications;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is scheduled, and what became of it. */
@Path("publications")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
public class PublicationsResource {

    @EJB Publications publications;
    @Inject ApiRequest request;

    /**
     * An approved variant on its way to its channel.
     *
     * @param digest of the variant that goes out, lower-case hex
     * @param uri the network's own address of the record
     * @param publicUrl where anybody sees it
     * @param failure what went wrong last
     * @param held a stop covers it now
     */
    public record Publication(
            UUID id,
            UUID postId,
            String title,
            UUID revisionId,
            UUID channelId,
            String network,
            String handle,
            String brandName,
            @Schema(implementation = String.class) ZoneId zone,
            String digest,
            Instant dueAt,
            Instant windowFrom,
            Instant windowTo,
            org.countersign.publishing.Publication.State state,
            int attempts,
            Optional<String> uri,
            Optional<String> publicUrl,
            Optional<Instant> publishedAt,
            Optional<String> failure,
            boolean held,
            long version) {}

    /** Part of a list. */
    public record PublicationList(List<Publication> items, long total, Optional<String> next) {}

    @GET
    @Operation(operationId = "listPublications", summary = "Publications, by post and state")
    @APIResponseSchema(value = PublicationList.class, responseDescription = "Publications")
    public Response list(
            @BeanParam Batch batch,
            @QueryParam("post") String post,
            @Parameter(
                            description = "Any of these; repeat it for several",
                            schema =
                                    @Schema(
                                            implementation =
                                                    org.countersign.publishing.Publication.State
                                                            .class))
                    @QueryParam("state")
                    List<String> states) {
        var wanted =
                Set.copyOf(
                        ApiRequest.choices(
                                "state",
                                org.countersign.publishing.Publication.State.class,
                                states));
        return batch.answer(
                publications.list(ApiRequest.filter("post", post), wanted, batch.paging()),
                PublicationsResource::publication,
                PublicationList::new);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getPublication", summary = "One publication")
    @APIResponseSchema(value = Publication.class, responseDescription = "The publication")
    public Response find(@PathParam("id") String id) {
        var row = publications.find(ApiRequest.id(id));
        // no 304: whether a stop covers it changes without its version
        return Response.fromResponse(ApiRequest.show(publication(row)))
                .header("ETag", ApiRequest.tag(row.version()))
                .build();
    }

    @POST
    @Path("{id}/cancel")
    @NeedsVersion
    @Operation(
            operationId = "cancelPublication",
            summary = "Take a publication off the list before it goes out")
    @APIResponseSchema(value = Publication.class, responseDescription = "The publication")
    public Response cancel(@PathParam("id") String id) {
        UUID publication = ApiRequest.id(id);
        long version = request.version();
        return move(publication, () -> publications.cancel(publication, version));
    }

    @POST
    @Path("{id}/retry")
    @NeedsVersion
    @Operation(
            operationId = "retryPublication",
            summary = "Put a failed publication back on the list, with the key of its first try")
    @APIResponseSchema(value = Publication.class, responseDescription = "The publication")
    public Response retry(@PathParam("id") String id) {
        UUID publication = ApiRequest.id(id);
        long version = request.version();
        return move(publication, () -> publications.retry(publication, version));
    }

    private Response move(UUID id, Runnable move) {
        return request.once(
                jakarta.json.JsonValue.EMPTY_JSON_OBJECT,
                () -> {
                    move.run();
                    return id;
                },
                moved -> {
                    var row = publications.find(moved);
                    return ApiRequest.changed(publication(row), row.version());
                });
    }

    private static Publication publication(PublicationRow row) {
        return new Publication(
                row.id(),
                row.postId(),
                row.title(),
                row.revisionId(),
                row.channelId(),
                row.network(),
                row.handle(),
                row.brandName(),
                row.zone(),
                row.digest(),
                row.dueAt(),
                row.windowFrom(),
                row.windowTo(),
                row.state(),
                row.attempts(),
                row.uri(),
                row.publicUrl(),
                row.publishedAt(),
                row.failure(),
                row.held(),
                row.version());
    }
}
