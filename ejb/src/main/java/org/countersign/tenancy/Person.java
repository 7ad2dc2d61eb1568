package org.countersign.tenancy;

import java.util.List;

/**
 * A person of the agency's realm, as the caller needs to see them.
 *
 * @param id Keycloak's {@code sub}
 * @param side {@code AGENCY}, {@code CLIENT} or {@code VENDOR}
 */
public record Person(String id, String name, String mail, String side, List<String> roles) {}
