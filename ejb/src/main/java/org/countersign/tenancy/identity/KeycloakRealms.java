package org.countersign.tenancy.identity;

import static org.countersign.tenancy.identity.KeycloakCalls.part;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Realms. */
public final class KeycloakRealms {

    private final KeycloakCalls calls;

    KeycloakRealms(KeycloakCalls calls) {
        this.calls = calls;
    }

    /**
     * @throws KeycloakConflictException when there is a realm of that name
     */
    public void create(JsonObject realm) {
        calls.create("", realm);
        calls.forgetToken(); // the rights over the new realm come with the next one
    }

    /** The realm's settings; of a realm that is not ours Keycloak gives a few names only. */
    public Optional<JsonObject> find(String realm) {
        return calls.find("/" + part(realm));
    }

    /**
     * Changes what is named and leaves the rest as it is. The whole realm is sent: Keycloak takes
     * some attributes alone for a realm without protection against guessing.
     */
    public void change(String realm, JsonObject changes) {
        calls.change("/" + part(realm), changes);
    }

    /** False when it was gone already. */
    public boolean delete(String realm) {
        return calls.delete("/" + part(realm));
    }

    /** Ends every session of the realm; access tokens that are out live on for minutes. */
    public void logOutAll(String realm) {
        calls.post("/" + part(realm) + "/logout-all", JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Adds what is missing of a realm's parts, with the ids they are given; the rest is left. */
    public void importInto(String realm, JsonObject parts) {
        calls.post("/" + part(realm) + "/partialImport", parts);
    }
}
