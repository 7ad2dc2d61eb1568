package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
     */
    public record Client(UUID id, String alias, String name, long brands, long version) {}

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

    private static Client client(ClientRow row) {
        return new Client(row.id(), row.alias(), row.name(), row.brands(), row.version());
    }
}
