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
 * since the pages carry no style of their own and so can forbid it; {@code logo} is its logo, for
 * pages and mails; {@code parts} tells the launcher what of ours this Keycloak has.
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
        return kept(
                Response.ok(Brand.of(ofRealm(Brand.COLOURS)).map(Brand::styleSheet).orElse("")));
    }

    @GET
    @Path("logo")
    public Response logo() {
        var logo = Brand.logo(ofRealm(Brand.LOGO));
        return kept(Response.ok(logo.bytes(), logo.type()));
    }

    private String ofRealm(String attribute) {
        return session.getContext().getRealm().getAttribute(attribute);
    }

    /** Pages name the look's version in the address, so what they get there may grow old. */
    private static Response kept(Response.ResponseBuilder response) {
        return response.header("Cache-Control", "public, max-age=300")
                .header("X-Content-Type-Options", "nosniff")
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
