package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.ClientDraft;
import org.countersign.tenancy.ClientRow;
import org.countersign.tenancy.Clients;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The client companies that the caller may see. */
@Path("clients")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients and brands")
public class ClientsResource {

    @EJB Clients clients;
    @Inject ApiRequest request;

    /**
     * A client company.
     *
     * @param alias its organization in the agency's realm
     * @param brands how many brands it has
     * @param domains of its people's mail addresses
     * @param owners names of those who answer for it
     * @param signInService how far Keycloak has followed: {@code WAITING} means it is being set up
     */
    public record Client(
            UUID id,
            String alias,
            String name,
            long brands,
            List<String> domains,
            List<String> owners,
            Progress signInService,
            long version) {}

    /** How far the sign-in service has followed the books. */
    public enum Progress {
        DONE,
        WAITING,
        FAILED
    }

    /** A new client. */
    public record NewClient(String alias, String name, List<String> domains) {}

    /** A client as it shall be. */
    public record ClientChange(String name, List<String> domains) {}

    /** Part of a list. */
    public record ClientList(List<Client> items, long total, Optional<String> next) {}

    @GET
    @Operation(operationId = "listClients", summary = "Client companies")
    @APIResponseSchema(value = ClientList.class, responseDescription = "Clients")
    public Response list(@BeanParam Batch batch) {
        return batch.answer(clients.list(batch.paging()), ClientsResource::client, ClientList::new);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getClient", summary = "One client company")
    @APIResponseSchema(value = Client.class, responseDescription = "The client")
    public Response find(@PathParam("id") String id) {
        var row = clients.find(ApiRequest.id(id));
        return request.show(client(row), row.version());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createClient",
            summary = "Take on a client; its organization is set up in the background")
    @APIResponseSchema(
            value = Client.class,
            responseCode = "201",
            responseDescription = "The new client")
    public Response create(NewClient body) {
        return request.once(
                body,
                () -> clients.create(body.alias(), new ClientDraft(body.name(), body.domains())),
                id -> {
                    var row = clients.find(id);
                    return ApiRequest.created("/clients/" + id, client(row), row.version());
                });
    }

    @PUT
    @Path("{id}")
    @NeedsVersion
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeClient", summary = "Rename a client, name its mail domains")
    @APIResponseSchema(value = Client.class, responseDescription = "The client as it is now")
    public Response change(@PathParam("id") String id, ClientChange body) {
        UUID client = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    clients.change(client, new ClientDraft(body.name(), body.domains()), version);
                    return client;
                },
                changed -> {
                    var row = clients.find(changed);
                    return ApiRequest.changed(client(row), row.version());
                });
    }

    private static Client client(ClientRow row) {
        return new Client(
                row.id(),
                row.alias(),
                row.name(),
                row.brands(),
                row.domains(),
                row.owners(),
                Progress.valueOf(row.keycloak()),
                row.version());
    }
}
