package org.countersign.server;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks Keycloak, ours or an external one, whether it has what every realm is made with: our
 * authenticators, theme, password policy and mails. Without them a realm could be made, but nobody
 * could sign in.
 */
final class SignInPages implements Part {

    private static final String PARTS = "/realms/master/countersign/parts";
    private static final Map<String, Set<String>> NEEDED =
            Map.of(
                    "authenticators",
                    Set.of("countersign-session", "countersign-sign-in", "countersign-own-sign-on"),
                    "listeners",
                    Set.of("countersign-change-mails"),
                    "policies",
                    Set.of("countersign-guessable"),
                    "themes",
                    Set.of("login", "email"));

    private final Settings settings;
    private final JsonCalls keycloak;

    SignInPages(Settings settings) {
        this.settings = settings;
        this.keycloak = new JsonCalls(settings.keycloakLocalUrl());
    }

    @Override
    public String title() {
        return "Sign-in pages";
    }

    @Override
    public String start() throws InterruptedException {
        var answer = asked();
        List<String> missing =
                answer.ok() && answer.body() instanceof JsonObject parts
                        ? missing(parts)
                        : List.of("provider countersign-keycloak.jar");
        if (!missing.isEmpty()) {
            throw new StartFailure(
                    "Keycloak at "
                            + settings.keycloakUrl()
                            + " lacks Countersign's "
                            + String.join(", ", missing)
                            + ": copy "
                            + settings.home().resolve("keycloak/providers/countersign-keycloak.jar")
                            + " into its directory providers, run bin/kc.sh build there and restart"
                            + " it (docs/operations.md, An external Keycloak).");
        }
        return "";
    }

    private JsonCalls.Answer asked() throws InterruptedException {
        try {
            return keycloak.get(PARTS, "");
        } catch (IOException e) {
            throw new StartFailure(
                    "Keycloak at "
                            + settings.keycloakUrl()
                            + " does not answer; start it, or correct COUNTERSIGN_KEYCLOAK_URL.");
        }
    }

    @Override
    public void stop() {
        // nothing runs on
    }

    static List<String> missing(JsonObject parts) {
        var missing = new ArrayList<String>();
        NEEDED.forEach(
                (kind, names) -> {
                    var absent = new TreeSet<>(names);
                    if (parts.containsKey(kind)) {
                        parts.getJsonArray(kind)
                                .getValuesAs(JsonString.class)
                                .forEach(there -> absent.remove(there.getString()));
                    }
                    absent.forEach(name -> missing.add(kind + " " + name));
                });
        missing.sort(null);
        return missing;
    }
}
