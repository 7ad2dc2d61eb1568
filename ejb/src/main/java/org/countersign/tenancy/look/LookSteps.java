package org.countersign.tenancy.look;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Base64;
import org.countersign.tenancy.identity.KeycloakAdmin;

/**
 * How the look comes into Keycloak: attributes of the realm, which the pages and mails of our theme
 * read, and the sender of its mails. Everything else of the realm is sent back as it was found.
 */
@ApplicationScoped
public class LookSteps {

    private static final String NAME = "countersign.name";
    private static final String COLOURS = "countersign.colours";
    private static final String LOGO = "countersign.logo";
    private static final String VERSION = "countersign.look";

    @Inject KeycloakAdmin keycloak;

    /**
     * @throws org.countersign.tenancy.identity.KeycloakMissingException when there is no such realm
     */
    public void bringAbout(String realm, AgencyLook look) {
        var realms = keycloak.realms();
        JsonObject now = realms.find(realm).orElse(JsonValue.EMPTY_JSON_OBJECT);
        realms.change(realm, changes(now, look));
    }

    /** What is not said of the realm here stays: how strong a sign-in is, whose realm it is. */
    static JsonObject changes(JsonObject realm, AgencyLook look) {
        return Json.createObjectBuilder()
                .add("displayName", look.name())
                .add("webAuthnPolicyPasswordlessRpEntityName", look.name())
                .add("attributes", attributes(object(realm, "attributes"), look))
                .add("smtpServer", mailServer(object(realm, "smtpServer"), look))
                .build();
    }

    private static JsonObjectBuilder attributes(JsonObject now, AgencyLook look) {
        JsonObjectBuilder all = Json.createObjectBuilder(now);
        all.add(NAME, look.name()).add(VERSION, Long.toString(look.version()));
        all.remove(COLOURS).remove(LOGO);
        look.accent().ifPresent(accent -> all.add(COLOURS, accent.palette()));
        if (look.logo().isThere()) {
            String bytes = Base64.getEncoder().encodeToString(look.logo().bytes());
            all.add(LOGO, "data:" + look.logo().mediaType() + ";base64," + bytes);
        }
        return all;
    }

    /** Host, sender address and password stay as the operator set them. */
    private static JsonObjectBuilder mailServer(JsonObject now, AgencyLook look) {
        JsonObjectBuilder all = Json.createObjectBuilder(now);
        all.add("fromDisplayName", look.sender()).remove("replyTo").remove("replyToDisplayName");
        if (!look.replyTo().isEmpty()) {
            all.add("replyTo", look.replyTo()).add("replyToDisplayName", look.sender());
        }
        return all;
    }

    private static JsonObject object(JsonObject from, String name) {
        return from.get(name) instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
    }
}
