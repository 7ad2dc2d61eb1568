package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.SignOnDraft;
import org.countersign.tenancy.SignOnRow;
import org.countersign.tenancy.SignOns;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A client's own sign-on, which only its owner sets up. */
@Path("clients/{id}/sign-on")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class SignOnsResource {

    @EJB SignOns signOns;
    @Inject ApiRequest request;

    /**
     * An OpenID Connect provider at which a client's people sign in.
     *
     * @param domains mail domains whose people are sent there
     * @param signInService how far Keycloak has followed
     * @param failure why it did not, as a stable name
     */
    public record SignOn(
            UUID clientId,
            String issuer,
            String oidcClientId,
            List<String> domains,
            boolean active,
            String setBy,
            Instant setAt,
            ClientsResource.Progress signInService,
            Optional<String> failure,
            long version) {}

    /**
     * A sign-on as the owner wants it.
     *
     * @param secret absent to keep the one that is there
     */
    public record SignOnChange(
            String issuer, String oidcClientId, Optional<String> secret, List<String> domains) {}

    @GET
    @Operation(operationId = "getSignOn", summary = "A client's own sign-on")
    @APIResponseSchema(value = SignOn.class, responseDescription = "The sign-on")
    public Response find(@PathParam("id") String id) {
        var row = row(ApiRequest.id(id));
        return request.show(signOn(row), row.version());
    }

    @PUT
    @NeedsVersion
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setSignOn",
            summary =
                    "The client's owner sets it up (version 0) or changes it; all owners get a mail")
    @APIResponseSchema(value = SignOn.class, responseDescription = "The sign-on as it is now")
    public Response set(@PathParam("id") String id, SignOnChange body) {
        UUID client = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    signOns.set(
                            client,
                            new SignOnDraft(
                                    body.issuer(),
                                    body.oidcClientId(),
                                    body.secret(),
                                    body.domains()),
                            version);
                    return client;
                },
                changed -> {
                    var row = row(changed);
                    return ApiRequest.changed(signOn(row), row.version());
                });
    }

    @DELETE
    @NeedsVersion
    @Operation(
            operationId = "endSignOn",
            summary = "The client's owner has its people sign in with us again")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response end(@PathParam("id") String id) {
        UUID client = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    signOns.end(client, version);
                    return client;
                },
                ended -> ApiRequest.gone());
    }

    private SignOnRow row(UUID client) {
        return signOns.of(client).orElseThrow(() -> new NotFoundException("signOn"));
    }

    private static SignOn signOn(SignOnRow row) {
        return new SignOn(
                row.clientId(),
                row.issuer(),
                row.oidcClientId(),
                row.domains(),
                row.active(),
                row.setBy(),
                row.setAt(),
                ClientsResource.Progress.valueOf(row.keycloak()),
                Optional.of(row.failure()).filter(key -> !key.isEmpty()),
                row.version());
    }
}
