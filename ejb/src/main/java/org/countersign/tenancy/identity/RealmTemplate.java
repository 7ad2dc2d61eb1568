package org.countersign.tenancy.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.countersign.platform.Roles;
import org.countersign.platform.Settings;

/**
 * What a new realm looks like: {@code realm.json}, and in it what differs from agency to agency.
 * The description is Keycloak's own, so anything Keycloak can import may stand there.
 */
@ApplicationScoped
public class RealmTemplate {

    /** The client as which the pages sign people in. */
    public static final String WEB_CLIENT = "countersign";

    /** The reserved agency of those who run the installation; the only one with operators. */
    public static final String OPERATOR_AGENCY = "operator";

    /**
     * Clients of Keycloak's own account console. People see to their sign-in on our page, so nobody
     * needs a second way to it.
     */
    public static final List<String> CLOSED_CLIENTS = List.of("account", "account-console");

    @Inject Settings settings;

    /**
     * @param agencyId also the realm's name
     * @param host where the agency's pages are
     */
    public JsonObject realm(String agencyId, String name, String host) {
        JsonObject template = read();
        JsonArrayBuilder clients = Json.createArrayBuilder();
        template.getJsonArray("clients")
                .getValuesAs(JsonObject.class)
                .forEach(client -> clients.add(placed(client, agencyId, host)));
        return Json.createObjectBuilder(template)
                .add("realm", agencyId)
                .add("displayName", name)
                .add("webAuthnPolicyPasswordlessRpEntityName", name)
                .add("smtpServer", mailServer(name))
                // the demo has no TLS; elsewhere Keycloak asks for it from all but its own machine
                .add("sslRequired", settings.isDemo() ? "none" : "external")
                .add("roles", Json.createObjectBuilder().add("realm", roles(agencyId)))
                .add("clients", clients)
                .build();
    }

    /** The part of the client {@value #WEB_CLIENT} that names the agency's host. */
    public JsonObject webClient(String agencyId, String host) {
        String origin = settings.agencyUrl(host);
        return Json.createObjectBuilder()
                .add("rootUrl", origin)
                .add("redirectUris", texts(List.of(origin + "/callback", origin + "/")))
                .add(
                        "attributes",
                        Json.createObjectBuilder()
                                .add("pkce.code.challenge.method", "S256")
                                .add("post.logout.redirect.uris", origin + "/signed-out")
                                .add(
                                        "backchannel.logout.url",
                                        settings.backchannelUrl(host)
                                                + "/backchannel-logout/"
                                                + agencyId)
                                .add("backchannel.logout.session.required", "true")
                                .add("backchannel.logout.revoke.offline.tokens", "true"))
                .build();
    }

    /**
     * Where Keycloak's mails go out: by the same server and address as ours, in the agency's name.
     */
    public JsonObject mailServer(String agencyName) {
        boolean secured = settings.smtpUser().isPresent();
        var server =
                Json.createObjectBuilder()
                        .add("host", settings.smtpHost())
                        .add("port", Integer.toString(settings.smtpPort()))
                        .add("from", settings.smtpFrom())
                        .add("fromDisplayName", agencyName)
                        .add("starttls", Boolean.toString(secured))
                        .add("auth", Boolean.toString(secured));
        settings.smtpUser().ifPresent(user -> server.add("user", user));
        settings.smtpPassword().ifPresent(password -> server.add("password", password));
        return server.build();
    }

    private JsonObject placed(JsonObject client, String agencyId, String host) {
        if (!client.getString("clientId").equals(WEB_CLIENT)) {
            return client;
        }
        var placed = Json.createObjectBuilder(client);
        webClient(agencyId, host).forEach(placed::add);
        return placed.build();
    }

    private static JsonArray roles(String agencyId) {
        JsonArrayBuilder roles = Json.createArrayBuilder();
        Roles.OF_PEOPLE.stream()
                .filter(role -> role.equals(Roles.OPERATOR) == agencyId.equals(OPERATOR_AGENCY))
                .sorted()
                .forEach(role -> roles.add(Json.createObjectBuilder().add("name", role)));
        return roles.build();
    }

    private static JsonArrayBuilder texts(Collection<String> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }

    private static JsonObject read() {
        try (InputStream in = RealmTemplate.class.getResourceAsStream("realm.json");
                var reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
