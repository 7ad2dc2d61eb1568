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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The accounts that brands have on networks; their credentials are never told. */
@Path("channels")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients and brands")
public class ChannelsResource {

    @EJB Brands brands;
    @Inject ApiRequest request;

    /**
     * A brand's account on a network.
     *
     * @param network {@code bluesky}
     * @param account the network's own id of the account
     * @param connected a credential is stored
     * @param healthy nothing stands in the way of publishing, as far as the last calls tell
     * @param failure what went wrong last, when that is newer than the last success
     */
    public record Channel(
            UUID id,
            UUID brandId,
            String brandName,
            String network,
            String handle,
            String account,
            String serviceUrl,
            boolean connected,
            boolean healthy,
            Optional<Instant> lastSuccess,
            Optional<Instant> lastFailure,
            Optional<String> failure,
            long version) {}

    /** Part of a list. */
    public record ChannelList(List<Channel> items, long total, Optional<String> next) {}

    @GET
    @Operation(operationId = "listChannels", summary = "Channels, of one brand or all")
    @APIResponseSchema(value = ChannelList.class, responseDescription = "Channels")
    public Response list(@BeanParam Batch batch, @QueryParam("brand") String brand) {
        return batch.answer(
                brands.channels(ApiRequest.filter("brand", brand), batch.paging()),
                ChannelsResource::channel,
                ChannelList::new);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getChannel", summary = "One channel")
    @APIResponseSchema(value = Channel.class, responseDescription = "The channel")
    public Response find(@PathParam("id") String id) {
        var row = brands.channel(ApiRequest.id(id));
        return request.show(channel(row), row.version());
    }

    static Channel channel(ChannelRow row) {
        return new Channel(
                row.id(),
                row.brandId(),
                row.brandName(),
                row.network(),
                row.handle(),
                row.account(),
                row.serviceUrl(),
                row.connected(),
                row.healthy(),
                row.lastSuccess(),
                row.lastFailure(),
                row.failure(),
                row.version());
    }
}
