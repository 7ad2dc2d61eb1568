package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.countersign.platform.IdempotentRequests.Answer;
import org.countersign.tenancy.People;
import org.countersign.tenancy.PeopleFilter;
import org.countersign.tenancy.PersonRow;
import org.countersign.tenancy.Staff;
import org.countersign.tenancy.StaffAccess;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The people of the agency, of its clients and its vendors. */
@Path("people")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class PeopleResource {

    @EJB People people;
    @EJB Staff staff;
    @Inject ApiRequest request;

    /**
     * The person behind the token.
     *
     * @param side {@code AGENCY}, {@code CLIENT} or {@code VENDOR}
     */
    public record Person(String id, String name, String mail, String side, List<String> roles) {}

    /** Whom somebody acts for. */
    public enum Side {
        AGENCY,
        CLIENT,
        VENDOR
    }

    /** Whether somebody can come in. */
    public enum Access {
        ACTIVE,
        INVITED,
        SUSPENDED,
        ENDED
    }

    /**
     * A person in the agency's books.
     *
     * @param clients names of the clients they are assigned to or belong to
     * @param allClients they work for every client that no wall hides
     * @param state {@code INVITED} until the first sign-in; {@code SUSPENDED} while a changed mail
     *     address waits for an owner's word
     */
    public record Entry(
            UUID id,
            String name,
            String mail,
            Side side,
            List<String> roles,
            List<String> clients,
            boolean allClients,
            Optional<Instant> accessFrom,
            Optional<Instant> accessUntil,
            Access state,
            long version) {}

    /** Part of a list. */
    public record EntryList(List<Entry> items, long total, Optional<String> next) {}

    /** What the agency gives its own people. */
    public enum Role {
        AGENCY_OWNER,
        ACCOUNT_MANAGER,
        STRATEGIST,
        CREATOR,
        ANALYST,
        COMPLIANCE
    }

    /** Of the invitation's mail. */
    public enum Language {
        EN,
        DE
    }

    /**
     * Somebody to ask in as staff.
     *
     * @param clients ids of the clients they are assigned to by name
     */
    public record NewPerson(
            String name,
            String mail,
            Optional<Language> language,
            List<Role> roles,
            boolean allClients,
            List<UUID> clients,
            Optional<Instant> accessFrom,
            Optional<Instant> accessUntil) {

        StaffAccess access() {
            return PeopleResource.access(roles, allClients, clients, accessFrom, accessUntil);
        }
    }

    /** What somebody shall be allowed from now on. */
    public record PersonChange(
            List<Role> roles,
            boolean allClients,
            List<UUID> clients,
            Optional<Instant> accessFrom,
            Optional<Instant> accessUntil) {

        StaffAccess access() {
            return PeopleResource.access(roles, allClients, clients, accessFrom, accessUntil);
        }
    }

    /** Where somebody's mail goes, and what they sign in with. */
    public record Address(String mail) {}

    @GET
    @Path("me")
    @Operation(operationId = "me", summary = "The person that the token is of, with their roles")
    @APIResponseSchema(value = Person.class, responseDescription = "The person")
    public Response me() {
        var me = people.me();
        return ApiRequest.show(new Person(me.id(), me.name(), me.mail(), me.side(), me.roles()));
    }

    @GET
    @Operation(operationId = "listPeople", summary = "People in the agency's books")
    @APIResponseSchema(value = EntryList.class, responseDescription = "People")
    public Response list(
            @BeanParam Batch batch,
            @Parameter(description = "Part of the name or mail address")
                    @QueryParam("text")
                    @DefaultValue("")
                    String text) {
        var filter = new PeopleFilter(ApiRequest.text("text", text), List.of(), true);
        return batch.answer(
                people.list(filter, batch.paging()), PeopleResource::entry, EntryList::new);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getPerson", summary = "One person")
    @APIResponseSchema(value = Entry.class, responseDescription = "The person")
    public Response find(@PathParam("id") String id) {
        var row = people.find(ApiRequest.id(id).toString());
        return request.show(entry(row), row.version());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "invitePerson",
            summary = "Ask somebody in as staff; the mail goes out once the account is made")
    @APIResponseSchema(
            value = Entry.class,
            responseCode = "201",
            responseDescription = "The new person")
    public Response invite(NewPerson body) {
        return request.once(
                body,
                () ->
                        staff.invite(
                                body.name(),
                                body.mail(),
                                body.language().orElse(Language.EN).name().toLowerCase(Locale.ROOT),
                                body.access()),
                id -> {
                    var row = people.find(id);
                    return ApiRequest.created("/people/" + id, entry(row), row.version());
                });
    }

    @PUT
    @Path("{id}")
    @NeedsVersion
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changePerson",
            summary = "Give staff other roles, clients or dates; it counts within seconds")
    @APIResponseSchema(value = Entry.class, responseDescription = "The person as they are now")
    public Response change(@PathParam("id") String id, PersonChange body) {
        String person = ApiRequest.id(id).toString();
        long version = request.version();
        return request.change(
                () -> {
                    staff.change(person, body.access(), version);
                    return person;
                },
                this::changed);
    }

    @PUT
    @Path("{id}/address")
    @NeedsVersion
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "readdressPerson",
            summary =
                    "Correct the mail address of staff or of a vendor's person; open sessions end")
    @APIResponseSchema(value = Entry.class, responseDescription = "The person as they are now")
    public Response readdress(@PathParam("id") String id, Address body) {
        String person = ApiRequest.id(id).toString();
        long version = request.version();
        return request.change(
                () -> {
                    staff.readdress(person, body.mail(), version);
                    return person;
                },
                this::changed);
    }

    @DELETE
    @Path("{id}")
    @NeedsVersion
    @Operation(
            operationId = "endPerson",
            summary = "End somebody's access; open sessions and tokens stop within seconds")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response end(@PathParam("id") String id) {
        String person = ApiRequest.id(id).toString();
        long version = request.version();
        return request.change(
                () -> {
                    staff.deactivate(person, version);
                    return person;
                },
                ended -> ApiRequest.gone());
    }

    @POST
    @Path("{id}/reactivation")
    @NeedsVersion
    @Operation(operationId = "reactivatePerson", summary = "Let somebody in again")
    @APIResponseSchema(value = Entry.class, responseDescription = "The person as they are now")
    public Response reactivate(@PathParam("id") String id) {
        String person = ApiRequest.id(id).toString();
        long version = request.version();
        return request.change(
                () -> {
                    staff.reactivate(person, version);
                    return person;
                },
                this::changed);
    }

    private Answer changed(String id) {
        var row = people.find(id);
        return ApiRequest.changed(entry(row), row.version());
    }

    private static StaffAccess access(
            List<Role> roles,
            boolean allClients,
            List<UUID> clients,
            Optional<Instant> from,
            Optional<Instant> until) {
        return new StaffAccess(
                roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList(),
                allClients,
                clients,
                from,
                until);
    }

    private static Entry entry(PersonRow row) {
        return new Entry(
                UUID.fromString(row.id()),
                row.name(),
                row.mail(),
                Side.valueOf(row.side()),
                row.roles(),
                row.clients(),
                row.allClients(),
                row.accessFrom(),
                row.accessUntil(),
                Access.valueOf(row.state()),
                row.version());
    }
}
