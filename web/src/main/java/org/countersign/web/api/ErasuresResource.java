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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.privacy.ErasureRow;
import org.countersign.tenancy.privacy.PersonErasures;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Erasing people. */
@Path("erasures")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ErasuresResource {

    @EJB PersonErasures erasures;
    @Inject ApiRequest request;

    /**
     * An erasure and how far it is.
     *
     * @param name {@code Erased person} and a number
     * @param words what the person wrote in decisions, submissions and stops went, too
     * @param identityGone the sign-in service has forgotten the person
     */
    public record Erasure(
            UUID id,
            String person,
            String name,
            boolean words,
            String askedBy,
            Instant askedAt,
            boolean identityGone,
            Optional<Instant> doneAt) {}

    /** Part of a list. */
    public record ErasureList(List<Erasure> items, long total, Optional<String> next) {}

    /** An order to erase; it cannot be undone. */
    public record NewErasure(String person, boolean words, ExportsResource.Language language) {}

    @GET
    @Operation(operationId = "listErasures", summary = "Erasures that the caller answers for")
    @APIResponseSchema(value = ErasureList.class, responseDescription = "Erasures")
    public Response list(@BeanParam Batch batch) {
        return batch.answer(
                erasures.list(batch.paging()), ErasuresResource::erasure, ErasureList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "erasePerson",
            summary = "Erase a person who holds no role, no mandate and no legal hold; for good")
    @APIResponseSchema(
            value = Erasure.class,
            responseCode = "201",
            responseDescription = "The erasure")
    public Response erase(NewErasure body) {
        return request.once(
                body,
                () -> erasures.erase(body.person(), body.words(), body.language().tag()),
                id -> {
                    var row = erasures.find(id);
                    return ApiRequest.created("/erasures/" + id, erasure(row), tag(row));
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getErasure", summary = "One erasure and how far it is")
    @APIResponseSchema(value = Erasure.class, responseDescription = "The erasure")
    public Response find(@PathParam("id") String id) {
        var row = erasures.find(ApiRequest.id(id));
        return request.show(erasure(row), tag(row));
    }

    private static String tag(ErasureRow row) {
        return ApiRequest.tag(row.done() ? "done" : row.identityGone() ? "mail" : "running");
    }

    private static Erasure erasure(ErasureRow row) {
        return new Erasure(
                row.id(),
                row.personId(),
                row.name(),
                row.words(),
                row.askedBy(),
                row.askedAt(),
                row.identityGone(),
                row.doneAt());
    }
}
