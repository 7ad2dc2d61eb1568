package org.countersign.tenancy;

import java.util.List;
import java.util.UUID;

/**
 * A client company.
 *
 * @param alias the Keycloak Organization's alias, which never changes
 * @param domains of its people's mail addresses
 * @param owners names of those who answer for it; empty until the first was asked in
 * @param keycloak how far Keycloak has followed: {@code DONE}, {@code WAITING} or {@code FAILED}
 */
public record ClientRow(
        UUID id,
        String alias,
        String name,
        long brands,
        List<String> domains,
        List<String> owners,
        String keycloak,
        long version) {}
