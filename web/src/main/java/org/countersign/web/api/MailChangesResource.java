package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.countersign.tenancy.MailChangeRow;
import org.countersign.tenancy.Mandates;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changed mail addresses of a client's people, which suspend them until an owner confirms. */
@Path("mail-changes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class MailChangesResource {

    @EJB Mandates mandates;
    @Inject ApiRequest request;

    /** A changed address; until an owner confirms it, its person decides nothing for the client. */
    public record MailChange(
            UUID id,
            UUID clientId,
            String clientName,
            String personName,
            String oldMail,
            String newMail,
            Instant changedAt) {}

    /** All that wait. */
    public record MailChangeList(List<MailChange> items, long total) {}

    @GET
    @Operation(
            operationId = "listMailChanges",
            summary = "Changed addresses that wait for an owner")
    @APIResponseSchema(value = MailChangeList.class, responseDescription = "Changed addresses")
    public Response list() {
        var items = mandates.mailChanges().stream().map(MailChangesResource::change).toList();
        return ApiRequest.show(new MailChangeList(items, items.size()));
    }

    @POST
    @Path("{id}/confirmation")
    @Operation(
            operationId = "confirmMailChange",
            summary = "A client's owner says that the new address is that person's")
    @APIResponse(responseCode = "204", description = "It is confirmed")
    public Response confirm(@PathParam("id") String id) {
        UUID change = ApiRequest.id(id);
        return request.once(
                JsonValue.EMPTY_JSON_OBJECT,
                () -> {
                    mandates.confirmMail(change);
                    return change;
                },
                confirmed -> ApiRequest.gone());
    }

    private static MailChange change(MailChangeRow row) {
        return new MailChange(
                row.id(),
                row.clientId(),
                row.clientName(),
                row.personName(),
                row.oldMail(),
                row.newMail(),
                row.changedAt());
    }
}
