package org.countersign.keycloak;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.provider.Provider;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.theme.Theme;

/**
 * {@code /realms/<realm>/countersign/}: {@code brand.css} is the agency's colour as a style sheet,
 * since the pages carry no style of their own and so can forbid it; {@code parts} tells the
 * launcher what of ours this Keycloak has.
 */
public final class BrandResource implements RealmResourceProvider {

    private static final String OURS = "countersign";

    private final KeycloakSession session;

    BrandResource(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    @GET
    @Path("brand.css")
    @Produces("text/css")
    public Response styleSheet() {
        var colour = session.getContext().getRealm().getAttribute(Brand.COLOUR);
        return Response.ok(Brand.of(colour).map(Brand::styleSheet).orElse(""))
                .header("Cache-Control", "public, max-age=300")
                .build();
    }

    @GET
    @Path("parts")
    @Produces("application/json")
    public Map<String, List<String>> parts() {
        var themes =
                Stream.of(Theme.Type.LOGIN, Theme.Type.EMAIL)
                        .filter(type -> session.theme().nameSet(type).contains(OURS))
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .toList();
        return Map.of(
                "authenticators", ours(Authenticator.class),
                "listeners", ours(EventListenerProvider.class),
                "policies", ours(PasswordPolicyProvider.class),
                "themes", themes);
    }

    private List<String> ours(Class<? extends Provider> kind) {
        return session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(kind)
                .map(found -> found.getId())
                .filter(id -> id.startsWith(OURS))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
