package org.countersign.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person as those see them who keep the agency's books.
 *
 * @param side {@code AGENCY}, {@code CLIENT} or {@code VENDOR}
 * @param roles those of the books; of a client's person their mandates', as {@code client_owner}
 * @param clients names of the clients they are assigned to or belong to
 * @param state {@code ACTIVE}, {@code INVITED} (has never signed in), {@code SUSPENDED} (a changed
 *     mail address waits for an owner's word) or {@code ENDED}
 * @param keycloak how far Keycloak has followed: {@code DONE}, {@code WAITING} or {@code FAILED}
 */
public record PersonRow(
        String id,
        String name,
        String mail,
        String side,
        List<String> roles,
        List<String> clients,
        boolean allClients,
        Optional<Instant> accessFrom,
        Optional<Instant> accessUntil,
        String state,
        String keycloak,
        long version) {

    public boolean invited() {
        return "INVITED".equals(state);
    }

    public boolean ended() {
        return "ENDED".equals(state);
    }
}
