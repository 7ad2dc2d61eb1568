package org.countersign.safety.matching;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import java.util.Map;

/**
 * One factory for all: each {@code Json.create…} call looks its provider up anew, in milliseconds.
 */
final class Builders {

    static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private Builders() {}
}
