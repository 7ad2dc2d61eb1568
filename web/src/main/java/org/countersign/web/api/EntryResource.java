package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Settings;
import org.countersign.tenancy.AgencyDirectory;
import org.countersign.tenancy.AgencyHost;
import org.countersign.tenancy.AgencyNames;
import org.countersign.tenancy.access.DeviceScopes;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a program starts that knows nothing but a host name. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Start")
public class EntryResource {

    private static final List<String> RELATIONS =
            List.of(
                    "agencies/current",
                    "agencies/current/look",
                    "assets",
                    "audit",
                    "audit/verification",
                    "brands",
                    "campaigns",
                    "channels",
                    "clients",
                    "holds",
                    "mail-changes",
                    "mandates",
                    "people",
                    "people/me",
                    "posts",
                    "proposals",
                    "publications",
                    "rules",
                    "screenings",
                    "service-accounts",
                    "submissions",
                    "walls",
                    "workflow-proposals");

    @Context HttpServletRequest request;
    @EJB AgencyDirectory directory;
    @EJB AgencyNames names;
    @Inject Settings settings;

    /** Who answers here, where its people sign in, and what there is. */
    public record Start(
            String agency,
            String name,
            String issuer,
            String tokenEndpoint,
            String deviceEndpoint,
            List<String> clientIds,
            String openapi,
            List<Link> links) {}

    /** A thing of the API and where it is. */
    public record Link(String rel, String href) {}

    @GET
    @Operation(
            operationId = "start",
            summary = "The agency of this host, its OIDC issuer and what there is; needs no token")
    @SecurityRequirements
    @APIResponseSchema(value = Start.class, responseDescription = "The agency and its links")
    public Response start() {
        AgencyHost host =
                directory
                        .byHost(request.getServerName())
                        .orElseThrow(() -> new NotFoundException("agency"));
        return ApiRequest.show(
                new Start(
                        host.agencyId(),
                        names.of(host.agencyId()),
                        host.issuer(),
                        host.issuer() + "/protocol/openid-connect/token",
                        host.issuer() + "/protocol/openid-connect/auth/device",
                        clientIds(),
                        "/openapi",
                        RELATIONS.stream()
                                .map(rel -> new Link(rel, RestApplication.ROOT + "/" + rel))
                                .toList()));
    }

    /** Only the demo's realms know the client that takes passwords. */
    private List<String> clientIds() {
        return settings.isDemo()
                ? List.of("countersign-cli", DeviceScopes.DEVICE, DeviceScopes.READER)
                : List.of(DeviceScopes.DEVICE, DeviceScopes.READER);
    }
}
