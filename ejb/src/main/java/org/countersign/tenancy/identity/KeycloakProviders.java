package org.countersign.tenancy.identity;

import static org.countersign.tenancy.identity.KeycloakCalls.part;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The identity providers of one realm, by alias. */
public final class KeycloakProviders {

    private final KeycloakCalls calls;
    private final String base;

    KeycloakProviders(KeycloakCalls calls, String realm) {
        this.calls = calls;
        this.base = "/" + part(realm) + "/identity-provider/instances";
    }

    /**
     * @throws KeycloakConflictException when the alias is taken
     */
    public void create(JsonObject provider) {
        calls.create(base, provider);
    }

    /** Without its secret. */
    public Optional<JsonObject> find(String alias) {
        return calls.find(of(alias));
    }

    public List<JsonObject> all() {
        return calls.list(base);
    }

    /** Changes what is named and leaves the rest, its secret included, as it is. */
    public void change(String alias, JsonObject changes) {
        calls.change(of(alias), changes);
    }

    /** How claims of the provider become attributes here. */
    public void addMapper(String alias, JsonObject mapper) {
        calls.create(of(alias) + "/mappers", mapper);
    }

    /** False when it was gone already. */
    public boolean delete(String alias) {
        return calls.delete(of(alias));
    }

    private String of(String alias) {
        return base + "/" + part(alias);
    }
}
