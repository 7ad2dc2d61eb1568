package org.countersign.tenancy;

import java.util.UUID;

/**
 * A client company.
 *
 * @param alias the Keycloak Organization's alias, which never changes
 */
public record ClientRow(UUID id, String alias, String name, long brands, long version) {}
