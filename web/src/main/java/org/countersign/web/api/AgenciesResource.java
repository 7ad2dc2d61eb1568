package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.countersign.tenancy.Agencies;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's agency. */
@Path("agencies")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agency")
public class AgenciesResource {

    @EJB Agencies agencies;

    /** The agency as its own people see it. */
    public record Agency(String id, String name, String host, String issuer) {}

    @GET
    @Path("current")
    @Operation(operationId = "currentAgency", summary = "The agency that the token is of")
    @APIResponseSchema(value = Agency.class, responseDescription = "The agency")
    public Response current() {
        var card = agencies.current();
        return ApiRequest.show(new Agency(card.id(), card.name(), card.host(), card.issuer()));
    }
}
