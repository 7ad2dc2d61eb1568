package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.IdempotentRequests.Answer;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.vendor.VendorPeople;
import org.countersign.tenancy.vendor.Vendors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** People of vendors: asked in by whoever reaches all that the vendor works on. */
@Path("vendors/{id}/people")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Vendors")
public class VendorPeopleResource {

    @EJB VendorPeople people;
    @EJB Vendors vendors;
    @Inject ApiRequest request;

    /** Somebody of the vendor to ask in. */
    public record NewVendorPerson(
            String name, String mail, Optional<PeopleResource.Language> language) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "inviteVendorPerson",
            summary = "Ask somebody of the vendor in; the mail goes out once the account is made")
    @APIResponseSchema(
            value = VendorsResource.VendorPerson.class,
            responseCode = "201",
            responseDescription = "The new person")
    public Response invite(@PathParam("id") String id, NewVendorPerson body) {
        UUID vendor = ApiRequest.id(id);
        return request.once(
                body,
                () ->
                        people.invite(
                                vendor,
                                body.name(),
                                body.mail(),
                                body.language()
                                        .orElse(PeopleResource.Language.EN)
                                        .name()
                                        .toLowerCase(Locale.ROOT)),
                added -> {
                    var person = person(vendor, added);
                    return ApiRequest.created("/people/" + added, person, person.version());
                });
    }

    @POST
    @Path("{person}/invitation")
    @Operation(operationId = "remindVendorPerson", summary = "Mail an invitation again")
    @APIResponse(responseCode = "204", description = "It is on its way")
    public Response resend(@PathParam("id") String id, @PathParam("person") String person) {
        UUID vendor = ApiRequest.id(id);
        String who = ApiRequest.id(person).toString();
        return request.change(
                () -> {
                    people.resend(vendor, who);
                    return who;
                },
                sent -> ApiRequest.gone());
    }

    @PUT
    @Path("{person}/address")
    @NeedsVersion
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "readdressVendorPerson",
            summary = "Correct the mail address of somebody who has never signed in")
    @APIResponseSchema(
            value = VendorsResource.VendorPerson.class,
            responseDescription = "The person as they are now")
    public Response readdress(
            @PathParam("id") String id,
            @PathParam("person") String person,
            PeopleResource.Address body) {
        UUID vendor = ApiRequest.id(id);
        String who = ApiRequest.id(person).toString();
        long version = request.version();
        return request.change(
                () -> {
                    people.readdress(vendor, who, body.mail(), version);
                    return who;
                },
                done -> changed(vendor, done));
    }

    @DELETE
    @Path("{person}")
    @NeedsVersion
    @Operation(
            operationId = "endVendorPerson",
            summary = "Take an invitation back, or end somebody's access")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response end(@PathParam("id") String id, @PathParam("person") String person) {
        UUID vendor = ApiRequest.id(id);
        String who = ApiRequest.id(person).toString();
        long version = request.version();
        return request.change(
                () -> {
                    people.deactivate(vendor, who, version);
                    return who;
                },
                ended -> ApiRequest.gone());
    }

    @POST
    @Path("{person}/reactivation")
    @NeedsVersion
    @Operation(operationId = "reactivateVendorPerson", summary = "Let somebody in again")
    @APIResponseSchema(
            value = VendorsResource.VendorPerson.class,
            responseDescription = "The person as they are now")
    public Response reactivate(@PathParam("id") String id, @PathParam("person") String person) {
        UUID vendor = ApiRequest.id(id);
        String who = ApiRequest.id(person).toString();
        long version = request.version();
        return request.change(
                () -> {
                    people.reactivate(vendor, who, version);
                    return who;
                },
                done -> changed(vendor, done));
    }

    private Answer changed(UUID vendor, String id) {
        var person = person(vendor, id);
        return ApiRequest.changed(person, person.version());
    }

    private VendorsResource.VendorPerson person(UUID vendor, String id) {
        return vendors.find(vendor).people().stream()
                .filter(one -> one.id().equals(id))
                .map(VendorsResource.VendorPerson::of)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("person"));
    }
}
