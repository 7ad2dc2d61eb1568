package org.countersign.tenancy.access;

import java.time.Instant;

/**
 * A session of the caller's in which a program of theirs has a part.
 *
 * @param id Keycloak's
 * @param readsOnly no program in it may do more
 * @param address where it was begun from
 */
public record Device(
        String id, boolean readsOnly, String address, Instant begun, Instant lastUsed) {}
