package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.countersign.tenancy.People;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The person behind the token. */
@Path("people")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agency")
public class PeopleResource {

    @EJB People people;

    /**
     * A person.
     *
     * @param side {@code AGENCY}, {@code CLIENT} or {@code VENDOR}
     */
    public record Person(String id, String name, String mail, String side, List<String> roles) {}

    @GET
    @Path("me")
    @Operation(operationId = "me", summary = "The person that the token is of, with their roles")
    @APIResponseSchema(value = Person.class, responseDescription = "The person")
    public Response me() {
        var me = people.me();
        return ApiRequest.show(new Person(me.id(), me.name(), me.mail(), me.side(), me.roles()));
    }
}
