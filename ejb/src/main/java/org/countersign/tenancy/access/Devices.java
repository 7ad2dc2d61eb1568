package org.countersign.tenancy.access;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.identity.KeycloakAdmin;

/**
 * Programs that work for the caller by the device flow, as Keycloak knows them. It is asked outside
 * any transaction.
 */
@ApplicationScoped
public class Devices {

    @EJB OwnDevices books;
    @Inject KeycloakAdmin keycloak;

    /** The last used first. */
    public List<Device> mine() {
        var owner = books.caller();
        return keycloak.users(owner.realm()).sessions(owner.person()).stream()
                .flatMap(session -> device(session).stream())
                .sorted(Comparator.comparing(Device::lastUsed).reversed())
                .toList();
    }

    /**
     * Ends a session with all that is signed in by it, the browser in which it was allowed too.
     *
     * @throws NotFoundException for one that is not the caller's
     */
    public void end(String id) {
        if (mine().stream().noneMatch(device -> device.id().equals(id))) {
            throw new NotFoundException("device");
        }
        books.ended(id);
        keycloak.users(books.caller().realm()).endSession(id);
    }

    private static Optional<Device> device(JsonObject session) {
        Set<String> clients = new HashSet<>();
        if (session.get("clients") instanceof JsonObject named) {
            named.values().forEach(name -> clients.add(((JsonString) name).getString()));
        }
        clients.retainAll(DeviceScopes.clients());
        return clients.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Device(
                                session.getString("id"),
                                !clients.contains(DeviceScopes.DEVICE),
                                session.getString("ipAddress", ""),
                                instant(session, "start"),
                                instant(session, "lastAccess")));
    }

    private static Instant instant(JsonObject session, String member) {
        return Instant.ofEpochMilli(session.getJsonNumber(member).longValue());
    }
}
