package org.countersign.tenancy.privacy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An erasure and how far it is.
 *
 * @param name {@code Erased person} and a number
 * @param words what the person wrote in decisions and stops went, too
 * @param identityGone Keycloak has forgotten the person
 * @param failure why the last try did not get further
 */
public record ErasureRow(
        UUID id,
        String personId,
        String name,
        boolean words,
        String askedBy,
        Instant askedAt,
        boolean identityGone,
        Optional<Instant> doneAt,
        Optional<String> failure) {

    public boolean done() {
        return doneAt.isPresent();
    }
}
