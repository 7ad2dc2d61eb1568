package org.countersign.tenancy.access;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.countersign.platform.Roles;

/**
 * What a person's own program may do for them, by the client as which it asked for its token: what
 * any program can be given, as far as the person has it; or of that what only reads. Deciding needs
 * the person.
 */
public final class DeviceScopes {

    /** Client of programs that work for the person who tapped yes. */
    public static final String DEVICE = "countersign-device";

    /** The same for programs that only read. */
    public static final String READER = "countersign-reader";

    private static final Map<String, Predicate<String>> LIMITS =
            Map.of(DEVICE, permission -> true, READER, permission -> permission.endsWith(".read"));

    private DeviceScopes() {}

    public static Set<String> clients() {
        return LIMITS.keySet();
    }

    /** Whether such a client has a part in one of Keycloak's sessions. */
    static boolean hasPart(JsonObject session) {
        return session.get("clients") instanceof JsonObject named
                && named.values().stream()
                        .anyMatch(name -> LIMITS.containsKey(((JsonString) name).getString()));
    }

    /**
     * The person's groups, as far as a token of that client carries them. Roles stay: alone they
     * permit nothing, and the services draw limits from them.
     */
    public static Set<String> groups(String client, Set<String> ofPerson) {
        var limit = LIMITS.get(client);
        if (limit == null) {
            return ofPerson;
        }
        var groups = new LinkedHashSet<>(ServiceScopes.always());
        ServiceScopes.grantable().stream().filter(limit).forEach(groups::add);
        groups.addAll(Roles.OF_PEOPLE);
        groups.retainAll(ofPerson);
        return groups;
    }
}
