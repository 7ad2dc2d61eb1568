package org.countersign.tenancy.identity;

import static org.countersign.tenancy.identity.KeycloakCalls.part;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The people of one realm. Ids are Keycloak's {@code sub}. */
public final class KeycloakUsers {

    private static final int PAGE = 100;

    private final KeycloakCalls calls;
    private final String realm;
    private final String base;

    KeycloakUsers(KeycloakCalls calls, String realm) {
        this.calls = calls;
        this.realm = "/" + part(realm);
        this.base = this.realm + "/users";
    }

    /**
     * @return the new person's id
     * @throws KeycloakConflictException when the username or mail address is taken
     */
    public String create(JsonObject user) {
        return calls.create(base, user);
    }

    public Optional<JsonObject> find(String id) {
        return calls.find(of(id));
    }

    /** Compares the whole address, without regard to case. */
    public Optional<JsonObject> findByMail(String mail) {
        return calls.list(base + "?exact=true&email=" + part(mail)).stream().findFirst();
    }

    public Optional<JsonObject> findByUsername(String username) {
        return calls.list(base + "?exact=true&username=" + part(username)).stream().findFirst();
    }

    /** Everybody, read page by page while the stream is consumed. */
    public Stream<JsonObject> all() {
        return calls.all(base + "?briefRepresentation=false", PAGE);
    }

    /** Changes what is named and leaves the rest as it is. */
    public void change(String id, JsonObject changes) {
        calls.change(of(id), changes);
    }

    /** Whoever is disabled gets no new session and no new token; see {@link #logOut}. */
    public void enable(String id, boolean enabled) {
        change(id, Json.createObjectBuilder().add("enabled", enabled).build());
    }

    /**
     * @param temporary the person must choose another one at the next sign-in
     */
    public void setPassword(String id, String password, boolean temporary) {
        calls.put(
                of(id) + "/reset-password",
                Json.createObjectBuilder()
                        .add("type", "password")
                        .add("value", password)
                        .add("temporary", temporary)
                        .build());
    }

    /** Passwords, one-time code generators and passkeys, without their secrets. */
    public List<JsonObject> credentials(String id) {
        return calls.list(of(id) + "/credentials");
    }

    public void removeCredential(String id, String credential) {
        calls.delete(of(id) + "/credentials/" + part(credential));
    }

    /** What the person has to do at the next sign-in, such as {@code UPDATE_PASSWORD}. */
    public void requireActions(String id, Collection<String> actions) {
        change(id, Json.createObjectBuilder().add("requiredActions", texts(actions)).build());
    }

    /**
     * Mails a link under which the person does these things without signing in before. Keycloak
     * sends it by the realm's own mail settings, at once.
     *
     * @param redirectUri where they go afterwards; one of the client's
     * @throws KeycloakUnreachableException when the mail server did not take it, too
     */
    public void sendActionsMail(
            String id,
            Collection<String> actions,
            String clientId,
            String redirectUri,
            Duration validFor) {
        calls.put(
                of(id)
                        + "/execute-actions-email?client_id="
                        + part(clientId)
                        + "&redirect_uri="
                        + part(redirectUri)
                        + "&lifespan="
                        + validFor.toSeconds(),
                texts(actions).build());
    }

    /** Ends all of the person's sessions; the application hears of it by back-channel logout. */
    public void logOut(String id) {
        calls.post(of(id) + "/logout", JsonValue.NULL);
    }

    /** Sessions that run now, each with the clients that have a part in it. */
    public List<JsonObject> sessions(String id) {
        return calls.list(of(id) + "/sessions");
    }

    /**
     * Ends one session, in browsers and devices.
     *
     * @return false when it was over already
     */
    public boolean endSession(String session) {
        return calls.delete(realm + "/sessions/" + part(session));
    }

    /** False when they were gone already. */
    public boolean delete(String id) {
        return calls.delete(of(id));
    }

    /** Names of the realm roles given to the person directly. */
    public List<String> roles(String id) {
        return calls.list(of(id) + "/role-mappings/realm").stream()
                .map(role -> role.getString("name"))
                .toList();
    }

    /** Adds to the realm roles of the person; each must exist. */
    public void addRoles(String id, Collection<String> names) {
        calls.post(of(id) + "/role-mappings/realm", roles(names));
    }

    public void removeRoles(String id, Collection<String> names) {
        calls.delete(of(id) + "/role-mappings/realm", roles(names));
    }

    /** The links to identity providers under which the person signs in. */
    public List<JsonObject> providerLinks(String id) {
        return calls.list(of(id) + "/federated-identity");
    }

    public void removeProviderLink(String id, String provider) {
        calls.delete(of(id) + "/federated-identity/" + part(provider));
    }

    private JsonValue roles(Collection<String> names) {
        String realm = base.substring(0, base.length() - "/users".length());
        JsonArrayBuilder roles = Json.createArrayBuilder();
        names.forEach(name -> roles.add(calls.object(realm + "/roles/" + part(name))));
        return roles.build();
    }

    private String of(String id) {
        return base + "/" + part(id);
    }

    private static JsonArrayBuilder texts(Collection<String> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }
}
