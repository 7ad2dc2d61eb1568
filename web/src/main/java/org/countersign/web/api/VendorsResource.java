package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.vendor.Money;
import org.countersign.tenancy.vendor.VendorDraft;
import org.countersign.tenancy.vendor.VendorRow;
import org.countersign.tenancy.vendor.VendorView;
import org.countersign.tenancy.vendor.Vendors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Outside companies that make content for the agency's clients. */
@Path("vendors")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Vendors")
public class VendorsResource {

    @EJB Vendors vendors;
    @Inject ApiRequest request;

    /** A sum of money. */
    public record Amount(String amount, String currency) {

        static Amount of(Money money) {
            return new Amount(money.figure(), money.currency());
        }

        static Optional<Money> money(Optional<Amount> amount) {
            return amount.map(a -> Money.of(a.amount(), a.currency()));
        }
    }

    /**
     * A vendor.
     *
     * @param active whether its people get in at all
     * @param people how many of them
     * @param open assignments it may work on now
     */
    public record Vendor(
            UUID id,
            String name,
            String contact,
            String mail,
            String country,
            boolean active,
            long people,
            long open,
            long version) {}

    /** A vendor with what the agency keeps of it. */
    public record VendorFile(
            UUID id,
            String name,
            String contact,
            String mail,
            String country,
            String notes,
            Optional<Amount> dayRate,
            boolean active,
            List<VendorPerson> people,
            long version) {}

    /**
     * Somebody who works for a vendor.
     *
     * @param active not let go
     * @param state {@code INVITED} until the first sign-in
     */
    public record VendorPerson(
            String id,
            String name,
            String mail,
            boolean active,
            PeopleResource.Access state,
            long version) {

        static VendorPerson of(org.countersign.tenancy.vendor.VendorPerson row) {
            return new VendorPerson(
                    row.id(),
                    row.name(),
                    row.mail(),
                    row.active(),
                    PeopleResource.Access.valueOf(row.state()),
                    row.version());
        }
    }

    /** Part of a list. */
    public record VendorList(List<Vendor> items, long total, Optional<String> next) {}

    /** What a vendor is, or shall be from now on, as a whole. */
    public record VendorBody(
            String name,
            Optional<String> contact,
            Optional<String> mail,
            Optional<String> country,
            Optional<String> notes,
            Optional<Amount> dayRate) {

        VendorDraft draft() {
            return new VendorDraft(
                    name,
                    contact.orElse(""),
                    mail.orElse(""),
                    country.orElse(""),
                    notes.orElse(""),
                    Amount.money(dayRate));
        }
    }

    /** Whether a vendor's people get in. */
    public record Admission(boolean active) {}

    @GET
    @Operation(operationId = "listVendors", summary = "Vendors of the agency")
    @APIResponseSchema(value = VendorList.class, responseDescription = "Vendors")
    public Response list(
            @BeanParam Batch batch,
            @Parameter(description = "Part of the name") @QueryParam("text") @DefaultValue("")
                    String text) {
        return batch.answer(
                vendors.list(ApiRequest.text("text", text), batch.paging()),
                VendorsResource::vendor,
                VendorList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createVendor", summary = "Take a vendor on file")
    @APIResponseSchema(
            value = VendorFile.class,
            responseCode = "201",
            responseDescription = "The new vendor")
    public Response create(VendorBody body) {
        var draft = body.draft();
        return request.once(
                body,
                () -> vendors.create(draft),
                id -> {
                    var view = vendors.find(id);
                    return ApiRequest.created(
                            "/vendors/" + id, file(view), view.vendor().version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getVendor", summary = "One vendor, with its people")
    @APIResponseSchema(value = VendorFile.class, responseDescription = "The vendor")
    public Response find(@PathParam("id") String id) {
        var view = vendors.find(ApiRequest.id(id));
        return request.show(file(view), view.vendor().version());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(operationId = "changeVendor", summary = "Change a vendor, as a whole")
    @APIResponseSchema(value = VendorFile.class, responseDescription = "The vendor as it is now")
    public Response change(@PathParam("id") String id, VendorBody body) {
        UUID vendor = ApiRequest.id(id);
        long version = request.version();
        var draft = body.draft();
        return request.change(
                () -> {
                    vendors.change(vendor, version, draft);
                    return vendor;
                },
                this::changed);
    }

    @PUT
    @Path("{id}/admission")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(
            operationId = "admitVendor",
            summary = "Let a vendor's people in, or keep all of them out at once")
    @APIResponseSchema(value = VendorFile.class, responseDescription = "The vendor as it is now")
    public Response admit(@PathParam("id") String id, Admission body) {
        UUID vendor = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    vendors.admit(vendor, version, body.active());
                    return vendor;
                },
                this::changed);
    }

    private org.countersign.platform.IdempotentRequests.Answer changed(UUID id) {
        var view = vendors.find(id);
        return ApiRequest.changed(file(view), view.vendor().version());
    }

    private static VendorFile file(VendorView view) {
        VendorRow row = view.vendor();
        return new VendorFile(
                row.id(),
                row.name(),
                row.contact(),
                row.mail(),
                row.country(),
                view.notes(),
                view.dayRate().map(Amount::of),
                row.active(),
                view.people().stream().map(VendorPerson::of).toList(),
                row.version());
    }

    private static Vendor vendor(VendorRow row) {
        return new Vendor(
                row.id(),
                row.name(),
                row.contact(),
                row.mail(),
                row.country(),
                row.active(),
                row.people(),
                row.open(),
                row.version());
    }
}
