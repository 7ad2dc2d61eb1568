package org.countersign.tenancy.operator;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** The mark by which we know a realm as ours: the id of the agency in the operator's books. */
final class Marked {

    private static final String ATTRIBUTES = "attributes";
    private static final String NAME = "countersign.agency";

    private Marked() {}

    static JsonObject with(JsonObject realm, String id) {
        var attributes =
                realm.containsKey(ATTRIBUTES)
                        ? Json.createObjectBuilder(realm.getJsonObject(ATTRIBUTES))
                        : Json.createObjectBuilder();
        return Json.createObjectBuilder(realm).add(ATTRIBUTES, attributes.add(NAME, id)).build();
    }

    /** False for a foreign realm, whose attributes Keycloak does not show us. */
    static boolean is(JsonObject realm, String id) {
        JsonObject attributes = realm.getJsonObject(ATTRIBUTES);
        return attributes != null && attributes.getString(NAME, "").equals(id);
    }
}
