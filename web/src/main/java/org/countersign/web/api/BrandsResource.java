package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The brands that the caller may see. */
@Path("brands")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients and brands")
public class BrandsResource {

    @EJB Brands brands;
    @Inject ApiRequest request;

    /**
     * A brand.
     *
     * @param zone IANA time zone; a post's window is a whole day of it
     * @param languages IETF tags, the first is the one that posts are written in
     * @param channelsConnected how many of its channels have a credential
     */
    public record Brand(
            UUID id,
            UUID clientId,
            String clientName,
            String name,
            @Schema(implementation = String.class) ZoneId zone,
            List<String> languages,
            long channels,
            long channelsConnected,
            long version) {}

    /** Part of a list. */
    public record BrandList(List<Brand> items, long total, Optional<String> next) {}

    @GET
    @Operation(operationId = "listBrands", summary = "Brands, of one client or all")
    @APIResponseSchema(value = BrandList.class, responseDescription = "Brands")
    public Response list(@BeanParam Batch batch, @QueryParam("client") String client) {
        return batch.answer(
                brands.list(ApiRequest.filter("client", client), batch.paging()),
                BrandsResource::brand,
                BrandList::new);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getBrand", summary = "One brand")
    @APIResponseSchema(value = Brand.class, responseDescription = "The brand")
    public Response find(@PathParam("id") String id) {
        var row = brands.find(ApiRequest.id(id));
        return request.show(brand(row), row.version());
    }

    private static Brand brand(BrandRow row) {
        return new Brand(
                row.id(),
                row.clientId(),
                row.clientName(),
                row.name(),
                row.zone(),
                row.languages(),
                row.channels(),
                row.channelsConnected(),
                row.version());
    }
}
