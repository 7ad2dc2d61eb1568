package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Optional;
import java.util.UUID;
import org.countersign.publishing.ChannelConnections;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelDraft;
import org.countersign.tenancy.ChannelRow;
import org.countersign.tenancy.Channels;
import org.countersign.tenancy.ConnectInvitation;
import org.countersign.tenancy.ConnectInvitations;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The accounts that brands have on networks; their credentials are never told. */
@Path("channels")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients and brands")
public class ChannelsResource {

    @EJB Brands brands;
    @EJB Channels channels;
    @EJB ChannelConnections connections;
    @EJB ConnectInvitations invitations;
    @Inject ApiRequest request;

    /**
     * A brand's account on a network.
     *
     * @param network {@code bluesky}
     * @param account the network's own id of the account
     * @param connected a credential is stored
     * @param healthy nothing stands in the way of publishing, as far as the last calls tell
     * @param failure what went wrong last, when that is newer than the last success
     * @param scopes what the stored access allows, in the network's words
     * @param expiresAt when the stored access ends by itself; null when it does not
     * @param connectedBy name of who gave the credential
     * @param checkedAt when the network was last asked whether the account opens
     * @param appId developer app that it goes out through; null when the network needs none
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
            String scopes,
            Optional<Instant> expiresAt,
            Optional<Instant> connectedAt,
            Optional<String> connectedBy,
            Optional<Instant> checkedAt,
            Optional<UUID> appId,
            long version) {}

    /**
     * A new channel, not connected yet.
     *
     * @param handle as the network writes it, without {@code @}
     * @param serviceUrl the account's own server; the network's usual one when it is left out
     */
    public record NewChannel(
            UUID brandId, String network, String handle, Optional<String> serviceUrl) {}

    /**
     * Who is asked to connect the account.
     *
     * @param personId a person of the channel's client
     */
    public record NewInvitation(String personId) {}

    /**
     * Which developer app a channel goes out through.
     *
     * @param appId left out for none
     */
    public record ChannelApp(Optional<UUID> appId) {}

    /** A person of the client was mailed a link. */
    public record Invitation(
            UUID id,
            UUID channelId,
            String personId,
            Instant createdAt,
            Instant expiresAt,
            ConnectInvitation.State state) {}

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

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addChannel",
            summary = "Add a channel to a brand; the client connects it")
    @APIResponseSchema(
            value = Channel.class,
            responseCode = "201",
            responseDescription = "The new channel")
    public Response add(NewChannel body) {
        var draft = new ChannelDraft(body.network(), body.handle(), body.serviceUrl().orElse(""));
        return request.once(
                body,
                () -> channels.add(body.brandId(), draft),
                id -> {
                    var row = brands.channel(id);
                    return ApiRequest.created("/channels/" + id, channel(row), row.version());
                });
    }

    @POST
    @Path("{id}/invitations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "inviteToConnect",
            summary = "Mail a person of the client a link to connect the account",
            description =
                    "The link holds for three days, for that person, once. No operation takes a"
                            + " credential: its holder types it into our page.")
    @APIResponseSchema(
            value = Invitation.class,
            responseCode = "201",
            responseDescription = "The invitation")
    public Response invite(@PathParam("id") String id, NewInvitation body) {
        UUID channel = ApiRequest.id(id);
        return request.once(
                body,
                () -> invitations.invite(channel, body.personId()),
                made -> {
                    var invitation =
                            invitations.ofChannel(channel).stream()
                                    .filter(i -> i.id().equals(made))
                                    .findFirst()
                                    .orElseThrow();
                    return ApiRequest.created(
                            "/channels/" + id + "/invitations",
                            invitation(invitation),
                            made.toString());
                });
    }

    @POST
    @Path("{id}/check")
    @Operation(operationId = "checkChannel", summary = "Ask the network now whether it opens")
    @APIResponseSchema(value = Channel.class, responseDescription = "What came of it")
    public Response check(@PathParam("id") String id) {
        UUID channel = ApiRequest.id(id);
        connections.check(channel);
        var row = brands.channel(channel);
        return request.show(channel(row), row.version());
    }

    @PUT
    @Path("{id}/app")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(
            operationId = "chooseChannelApp",
            summary = "Have the channel go out through a developer app")
    @APIResponseSchema(value = Channel.class, responseDescription = "The channel as it is now")
    public Response useApp(@PathParam("id") String id, ChannelApp body) {
        UUID channel = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    channels.useApp(channel, version, body.appId());
                    return channel;
                },
                changed -> {
                    var row = brands.channel(changed);
                    return ApiRequest.changed(channel(row), row.version());
                });
    }

    @DELETE
    @Path("{id}/connection")
    @NeedsVersion
    @Operation(
            operationId = "disconnectChannel",
            summary = "Forget the credential; nothing goes out there any more")
    @APIResponse(responseCode = "204", description = "It is disconnected")
    public Response disconnect(@PathParam("id") String id) {
        UUID channel = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    channels.disconnect(channel, version);
                    return channel;
                },
                disconnected -> ApiRequest.gone());
    }

    private static Invitation invitation(ConnectInvitation invitation) {
        return new Invitation(
                invitation.id(),
                invitation.channelId(),
                invitation.personId(),
                invitation.createdAt(),
                invitation.expiresAt(),
                invitation.state());
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
                row.scopes(),
                row.expiresAt(),
                row.connectedAt(),
                row.connectedBy(),
                row.checkedAt(),
                row.appId(),
                row.version());
    }
}
