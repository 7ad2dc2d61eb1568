package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.NetworkAppDraft;
import org.countersign.tenancy.NetworkAppRow;
import org.countersign.tenancy.NetworkApps;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Developer apps at networks: the operator's and the agency's own; secrets go in, never out. */
@Path("network-apps")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients and brands")
public class NetworkAppsResource {

    @EJB NetworkApps apps;
    @Inject ApiRequest request;

    /**
     * A developer app.
     *
     * @param clientId as the network registered it
     * @param ofOperator the operator's, which every agency may use
     * @param secretKept a secret is stored
     */
    public record NetworkApp(
            UUID id,
            String network,
            String name,
            String clientId,
            boolean ofOperator,
            boolean secretKept,
            long version) {}

    /** Part of a list. */
    public record NetworkAppList(List<NetworkApp> items, long total, Optional<String> next) {}

    /** An app that the agency brings itself. */
    public record NewNetworkApp(
            String network, String name, String clientId, Optional<String> secret) {}

    @GET
    @Operation(operationId = "listNetworkApps", summary = "Developer apps that channels may use")
    @APIResponseSchema(value = NetworkAppList.class, responseDescription = "Developer apps")
    public Response list(@BeanParam Batch batch) {
        return batch.answer(
                apps.list(batch.paging()), NetworkAppsResource::app, NetworkAppList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addNetworkApp", summary = "Bring a developer app of one's own")
    @APIResponseSchema(
            value = NetworkApp.class,
            responseCode = "201",
            responseDescription = "The new app")
    public Response add(NewNetworkApp body) {
        var draft =
                new NetworkAppDraft(
                        body.network(), body.name(), body.clientId(), body.secret().orElse(""));
        return request.once(
                body,
                () -> apps.add(draft),
                id -> {
                    var row = apps.find(id);
                    return ApiRequest.created("/network-apps/" + id, app(row), row.version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getNetworkApp", summary = "One developer app")
    @APIResponseSchema(value = NetworkApp.class, responseDescription = "The app")
    public Response find(@PathParam("id") String id) {
        var row = apps.find(ApiRequest.id(id));
        return request.show(app(row), row.version());
    }

    @DELETE
    @Path("{id}")
    @NeedsVersion
    @Operation(operationId = "retireNetworkApp", summary = "Take an own app out of use")
    @APIResponse(responseCode = "204", description = "Its secret is forgotten")
    public Response retire(@PathParam("id") String id) {
        UUID app = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    apps.retire(app, version);
                    return app;
                },
                retired -> ApiRequest.gone());
    }

    private static NetworkApp app(NetworkAppRow row) {
        return new NetworkApp(
                row.id(),
                row.network(),
                row.name(),
                row.clientId(),
                row.ofOperator(),
                row.secretKept(),
                row.version());
    }
}
