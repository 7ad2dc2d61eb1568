package org.countersign.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Where the API begins. A change that would break a client gets another path. */
@ApplicationPath(RestApplication.ROOT)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Countersign",
                        version = "1",
                        description =
                                "Plan and write posts, have them screened and approved, and follow them out. "
                                        + "Guide: docs/api.md"),
        security = @SecurityRequirement(name = RestApplication.BEARER))
@SecurityScheme(
        securitySchemeName = RestApplication.BEARER,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description =
                "An access token of the agency's realm; GET /api/v1 names the issuer. It lives five minutes at most.")
public class RestApplication extends Application {

    static final String ROOT = "/api/v1";
    static final String BEARER = "bearer";

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
