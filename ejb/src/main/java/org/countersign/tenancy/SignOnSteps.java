package org.countersign.tenancy;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.platform.Settings;
import org.countersign.platform.outbound.Gate;
import org.countersign.platform.outbound.GuardedClient;
import org.countersign.platform.outbound.OutboundAnswer;
import org.countersign.platform.outbound.OutboundException;
import org.countersign.platform.outbound.OutboundLimits;
import org.countersign.platform.outbound.OutboundRequest;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.KeycloakOrganizations;
import org.countersign.tenancy.identity.KeycloakProviders;

/**
 * How a client's own sign-on comes into Keycloak: one identity provider for each mail domain,
 * linked to the client's organization. Before that its description and its keys are read through
 * the guarded client, so that no address inside the operator's network is ever given to Keycloak.
 */
@ApplicationScoped
class SignOnSteps {

    /** Only members of the organization, by their address in the domain; nobody is made. */
    private static final String FIRST_FLOW = "countersign first own sign-on";

    private static final String AFTER_FLOW = "countersign after own sign-on";
    private static final String DOMAIN = "kc.org.domain";
    private static final int OK = 200;
    private static final OutboundLimits LIMITS =
            new OutboundLimits(256 * 1024, Duration.ofSeconds(10));

    @Inject Settings settings;
    @Inject KeycloakAdmin keycloak;

    private GuardedClient client;

    /**
     * @param domains those whose people sign in there; none for a sign-on that ended
     */
    record Wanted(
            String alias,
            String name,
            String issuer,
            String clientId,
            String secret,
            List<String> domains) {

        /** Of the provider for one domain: part of the address that the other side allows. */
        String provider(String domain) {
            return "own-" + alias + "-" + domain.replace('.', '-');
        }
    }

    @PostConstruct
    void open() {
        client = new GuardedClient(settings.outboundExceptions());
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * @return empty when Keycloak agrees now, else the key of what stands in the way
     */
    Optional<String> bringAbout(String realm, Wanted wanted) {
        KeycloakOrganizations organizations = keycloak.organizations(realm);
        Optional<String> organization =
                organizations.findByAlias(wanted.alias()).map(found -> found.getString("id"));
        if (organization.isEmpty()) {
            return Optional.of(IdentityWorker.NOT_YET);
        }
        KeycloakProviders providers = keycloak.providers(realm);
        Set<String> kept =
                wanted.domains().stream().map(wanted::provider).collect(Collectors.toSet());
        organizations.providers(organization.get()).stream()
                .map(found -> found.getString("alias"))
                .filter(alias -> !kept.contains(alias))
                .forEach(providers::delete);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        JsonObject described;
        try {
            described = describe(wanted.issuer());
        } catch (OutboundException away) {
            return Optional.of(
                    away.kind() == OutboundException.Kind.FORBIDDEN
                            ? "sign_on.refused.address"
                            : "sign_on.refused.discovery");
        } catch (JsonException | IllegalArgumentException nonsense) {
            return Optional.of("sign_on.refused.discovery");
        }
        if (!wanted.issuer().equals(described.getString("issuer", "").replaceAll("/+$", ""))) {
            return Optional.of("sign_on.refused.issuer_differs");
        }
        for (String domain : wanted.domains()) {
            provide(providers, wanted, domain, described);
            link(organizations, organization.get(), wanted.provider(domain));
        }
        return Optional.empty();
    }

    /** Another issuer is another provider: links to people at the old one end with it. */
    private static void provide(
            KeycloakProviders providers, Wanted wanted, String domain, JsonObject described) {
        String alias = wanted.provider(domain);
        JsonObject provider = provider(wanted, domain, described);
        Optional<JsonObject> there = providers.find(alias);
        String issuer = described.getString("issuer");
        if (there.isPresent()
                && !issuer.equals(there.get().getJsonObject("config").getString("issuer", ""))) {
            providers.delete(alias);
            there = Optional.empty();
        }
        if (there.isEmpty()) {
            providers.create(provider);
        } else {
            providers.change(alias, provider);
        }
    }

    private static void link(KeycloakOrganizations organizations, String id, String alias) {
        boolean linked =
                organizations.providers(id).stream()
                        .anyMatch(found -> alias.equals(found.getString("alias")));
        if (!linked) {
            organizations.linkProvider(id, alias);
        }
    }

    private static JsonObject provider(Wanted wanted, String domain, JsonObject described) {
        var config =
                Json.createObjectBuilder()
                        .add("issuer", described.getString("issuer"))
                        .add("authorizationUrl", described.getString("authorization_endpoint"))
                        .add("tokenUrl", described.getString("token_endpoint"))
                        .add("jwksUrl", described.getString("jwks_uri"))
                        .add("clientId", wanted.clientId())
                        .add("clientSecret", wanted.secret())
                        .add("clientAuthMethod", "client_secret_post")
                        .add("useJwksUrl", "true")
                        .add("validateSignature", "true")
                        .add("pkceEnabled", "true")
                        .add("pkceMethod", "S256")
                        .add("disableUserInfo", "true")
                        .add("defaultScope", "openid profile email")
                        .add("syncMode", "IMPORT")
                        .add(DOMAIN, domain)
                        .add("kc.org.broker.redirect.mode.email-matches", "true");
        return Json.createObjectBuilder()
                .add("alias", wanted.provider(domain))
                .add("displayName", wanted.name())
                .add("providerId", "oidc")
                .add("enabled", true)
                .add("trustEmail", true)
                .add("storeToken", false)
                .add("linkOnly", false)
                .add("hideOnLogin", true)
                .add("firstBrokerLoginFlowAlias", FIRST_FLOW)
                .add("postBrokerLoginFlowAlias", AFTER_FLOW)
                .add("config", config)
                .build();
    }

    /** What the provider says of itself, when its keys can be read and its addresses are public. */
    private JsonObject describe(String issuer) throws OutboundException {
        JsonObject described =
                object(read(URI.create(issuer + "/.well-known/openid-configuration")));
        read(URI.create(described.getString("jwks_uri", "")));
        client.send(
                OutboundRequest.get(URI.create(described.getString("token_endpoint", "")))
                        .within(LIMITS),
                Gate.NONE);
        described.getString("authorization_endpoint");
        return described;
    }

    private OutboundAnswer read(URI uri) throws OutboundException {
        OutboundAnswer answer = client.send(OutboundRequest.get(uri).within(LIMITS), Gate.NONE);
        if (answer.status() != OK) {
            throw new IllegalArgumentException("status " + answer.status());
        }
        return answer;
    }

    private static JsonObject object(OutboundAnswer answer) {
        try (var reader = Json.createReader(new StringReader(answer.text()))) {
            return reader.readObject();
        }
    }
}
