package org.countersign.tenancy.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.KeycloakMissingException;
import org.countersign.tenancy.identity.KeycloakUsers;

/** What Keycloak knows of a person, and having it forget. Never called inside a transaction. */
@ApplicationScoped
class Identities {

    private static final List<String> OF_THE_PERSON =
            List.of(
                    "id",
                    "username",
                    "firstName",
                    "lastName",
                    "email",
                    "emailVerified",
                    "enabled",
                    "createdTimestamp",
                    "attributes",
                    "requiredActions");
    private static final List<String> OF_A_CREDENTIAL = List.of("type", "userLabel", "createdDate");
    private static final List<String> OF_A_SESSION =
            List.of("ipAddress", "start", "lastAccess", "rememberMe");
    private static final List<String> OF_A_LINK = List.of("identityProvider", "userName");

    @Inject KeycloakAdmin keycloak;

    /** Account, ways to sign in without their secrets, open sessions, links to other sign-ons. */
    JsonObject of(String agencyId, String personId) {
        KeycloakUsers users = keycloak.users(agencyId);
        try {
            var user = users.find(personId);
            if (user.isEmpty()) {
                return PrivacySteps.unknown();
            }
            return Json.createObjectBuilder()
                    .add("known", true)
                    .add("account", part(user.get(), OF_THE_PERSON))
                    .add("waysToSignIn", parts(users.credentials(personId), OF_A_CREDENTIAL))
                    .add("openSessions", parts(users.sessions(personId), OF_A_SESSION))
                    .add("otherSignOns", parts(users.providerLinks(personId), OF_A_LINK))
                    .build();
        } catch (KeycloakMissingException e) {
            return PrivacySteps.unknown(); // gone between two of the questions
        }
    }

    /** Ends the sessions and deletes the account; harmless to repeat. */
    void forget(String agencyId, String personId) {
        KeycloakUsers users = keycloak.users(agencyId);
        try {
            users.logOut(personId);
        } catch (KeycloakMissingException e) {
            return;
        }
        users.delete(personId);
    }

    private static JsonArrayBuilder parts(List<JsonObject> objects, List<String> names) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        objects.forEach(object -> all.add(part(object, names)));
        return all;
    }

    private static JsonObjectBuilder part(JsonObject object, List<String> names) {
        JsonObjectBuilder part = Json.createObjectBuilder();
        names.stream()
                .filter(object::containsKey)
                .forEach(name -> part.add(name, object.get(name)));
        return part;
    }
}
