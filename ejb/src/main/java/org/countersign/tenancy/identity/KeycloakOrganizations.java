package org.countersign.tenancy.identity;

import static org.countersign.tenancy.identity.KeycloakCalls.part;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The organizations of one realm: an agency's client companies. */
public final class KeycloakOrganizations {

    private static final int PAGE = 100;

    private final KeycloakCalls calls;
    private final String base;

    KeycloakOrganizations(KeycloakCalls calls, String realm) {
        this.calls = calls;
        this.base = "/" + part(realm) + "/organizations";
    }

    /**
     * @param alias never changes afterwards; the claim {@code organization} holds it
     * @param domains mail domains; Keycloak wants one at least
     * @return its id
     * @throws KeycloakConflictException when name, alias or a domain is taken
     */
    public String create(String name, String alias, Collection<String> domains) {
        return calls.create(
                base,
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("alias", alias)
                        .add("enabled", true)
                        .add("domains", domains(domains))
                        .build());
    }

    public Optional<JsonObject> find(String id) {
        return calls.find(of(id));
    }

    public Optional<JsonObject> findByAlias(String alias) {
        return all().filter(found -> found.getString("alias", "").equals(alias)).findFirst();
    }

    /** Every organization, read page by page while the stream is consumed. */
    public Stream<JsonObject> all() {
        return calls.all(base + "?briefRepresentation=false", PAGE);
    }

    /** Changes what is named and leaves the rest as it is; the alias cannot change. */
    public void change(String id, JsonObject changes) {
        calls.change(of(id), changes);
    }

    /** Replaces the mail domains. */
    public void setDomains(String id, Collection<String> domains) {
        change(id, Json.createObjectBuilder().add("domains", domains(domains)).build());
    }

    /** Whoever is a member already stays one. */
    public void addMember(String id, String person) {
        try {
            calls.post(of(id) + "/members", Json.createValue(person));
        } catch (KeycloakConflictException already) {
            // as wanted
        }
    }

    /** False when they were no member. */
    public boolean removeMember(String id, String person) {
        return calls.delete(of(id) + "/members/" + part(person));
    }

    /** Everybody in it, read page by page while the stream is consumed. */
    public Stream<JsonObject> members(String id) {
        return calls.all(of(id) + "/members", PAGE);
    }

    /** The organizations a person belongs to. */
    public List<JsonObject> ofMember(String person) {
        return calls.list(base + "/members/" + part(person) + "/organizations");
    }

    /** Whose mail address is of the organization's domains signs in there from now on. */
    public void linkProvider(String id, String provider) {
        calls.post(of(id) + "/identity-providers", Json.createValue(provider));
    }

    /** False when it was not linked. */
    public boolean unlinkProvider(String id, String provider) {
        return calls.delete(of(id) + "/identity-providers/" + part(provider));
    }

    public List<JsonObject> providers(String id) {
        return calls.list(of(id) + "/identity-providers");
    }

    /** False when it was gone already. Its members stay people of the realm. */
    public boolean delete(String id) {
        return calls.delete(of(id));
    }

    private String of(String id) {
        return base + "/" + part(id);
    }

    private static JsonArrayBuilder domains(Collection<String> names) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        names.forEach(
                name ->
                        array.add(
                                Json.createObjectBuilder()
                                        .add("name", name)
                                        .add("verified", true)));
        return array;
    }
}
