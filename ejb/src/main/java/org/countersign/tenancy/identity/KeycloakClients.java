package org.countersign.tenancy.identity;

import static org.countersign.tenancy.identity.KeycloakCalls.part;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Optional;

/** The OIDC clients of one realm. Their {@code id} is Keycloak's, their {@code clientId} ours. */
public final class KeycloakClients {

    private final KeycloakCalls calls;
    private final String base;

    KeycloakClients(KeycloakCalls calls, String realm) {
        this.calls = calls;
        this.base = "/" + part(realm) + "/clients";
    }

    /**
     * @return its id
     * @throws KeycloakConflictException when the client id is taken
     */
    public String create(JsonObject client) {
        return calls.create(base, client);
    }

    public Optional<JsonObject> find(String clientId) {
        return calls.list(base + "?clientId=" + part(clientId)).stream().findFirst();
    }

    /** Changes what is named and leaves the rest as it is. */
    public void change(String id, JsonObject changes) {
        calls.change(of(id), changes);
    }

    /** Lets nobody in by these clients any more; one that is not there is left alone. */
    public void close(Collection<String> clientIds) {
        clientIds.stream()
                .flatMap(clientId -> find(clientId).stream())
                .filter(client -> client.getBoolean("enabled", true))
                .forEach(
                        client ->
                                change(
                                        client.getString("id"),
                                        Json.createObjectBuilder().add("enabled", false).build()));
    }

    /** The secret of a confidential client. */
    public String secret(String id) {
        return calls.object(of(id) + "/client-secret").getString("value");
    }

    /** Replaces the secret; the old one is worth nothing from now on. */
    public String renewSecret(String id) {
        return calls.post(of(id) + "/client-secret", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .getString("value");
    }

    /** The person that stands for a client with a service account. */
    public JsonObject serviceAccount(String id) {
        return calls.object(of(id) + "/service-account-user");
    }

    /** False when it was gone already. */
    public boolean delete(String id) {
        return calls.delete(of(id));
    }

    private String of(String id) {
        return base + "/" + part(id);
    }
}
