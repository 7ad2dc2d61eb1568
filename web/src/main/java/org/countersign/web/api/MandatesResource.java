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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.MandateDraft;
import org.countersign.tenancy.MandateRow;
import org.countersign.tenancy.Mandates;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people of a client may do for it; its owner's to give. */
@Path("mandates")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class MandatesResource {

    @EJB Mandates mandates;
    @Inject ApiRequest request;

    /** What somebody may do for the client. */
    public enum Kind {
        OWNER,
        APPROVER,
        VIEWER
    }

    /**
     * One person's mandate for one client.
     *
     * @param appointedBy a name
     * @param endsAt when it ends by itself
     */
    public record Mandate(
            UUID id,
            UUID clientId,
            String clientName,
            String personName,
            String personMail,
            Kind kind,
            String appointedBy,
            Instant appointedAt,
            Optional<Instant> endsAt,
            PeopleResource.Access state) {}

    /** Part of a list. */
    public record MandateList(List<Mandate> items, long total, Optional<String> next) {}

    /**
     * Somebody to appoint; who has no account yet is invited.
     *
     * @param endsAt when it shall end by itself
     */
    public record NewMandate(
            UUID clientId,
            String name,
            String mail,
            Kind kind,
            Optional<PeopleResource.Language> language,
            Optional<Instant> endsAt) {

        MandateDraft draft() {
            return new MandateDraft(
                    clientId,
                    name,
                    mail,
                    kind.name(),
                    endsAt,
                    language.orElse(PeopleResource.Language.EN).name().toLowerCase(Locale.ROOT));
        }
    }

    @GET
    @Operation(operationId = "listMandates", summary = "Who may do what for which client, today")
    @APIResponseSchema(value = MandateList.class, responseDescription = "Mandates")
    public Response list(@BeanParam Batch batch, @QueryParam("client") String client) {

        return batch.answer(
                mandates.list(ApiRequest.filter("client", client), batch.paging()),
                MandatesResource::mandate,
                MandateList::new);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getMandate", summary = "One mandate")
    @APIResponseSchema(value = Mandate.class, responseDescription = "The mandate")
    public Response find(@PathParam("id") String id) {
        return ApiRequest.show(mandate(mandates.find(ApiRequest.id(id))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "appoint",
            summary = "A client's owner appoints somebody; all owners get a mail")
    @APIResponseSchema(
            value = Mandate.class,
            responseCode = "201",
            responseDescription = "The mandate")
    public Response appoint(NewMandate body) {
        return request.once(
                body,
                () -> mandates.appoint(body.draft()),
                id ->
                        ApiRequest.created(
                                "/mandates/" + id, mandate(mandates.find(id)), ApiRequest.tag(1)));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "endMandate",
            summary = "A client's owner ends a mandate; it stops counting at once")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response end(@PathParam("id") String id) {
        UUID mandate = ApiRequest.id(id);
        return request.change(
                () -> {
                    mandates.end(mandate);
                    return mandate;
                },
                ended -> ApiRequest.gone());
    }

    private static Mandate mandate(MandateRow row) {
        return new Mandate(
                row.id(),
                row.clientId(),
                row.clientName(),
                row.personName(),
                row.personMail(),
                Kind.valueOf(row.kind()),
                row.appointedBy(),
                row.appointedAt(),
                row.endsAt(),
                PeopleResource.Access.valueOf(row.state()));
    }
}
