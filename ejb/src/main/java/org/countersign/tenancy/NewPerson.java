package org.countersign.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody to put into the books before they have ever signed in.
 *
 * @param side {@code AGENCY}, {@code CLIENT} or {@code VENDOR}
 * @param vendor the company of a vendor's person, and of nobody else
 * @param language {@code en} or {@code de}, of the invitation's mail
 */
public record NewPerson(
        String name,
        String mail,
        String side,
        List<String> roles,
        boolean allClients,
        Optional<UUID> vendor,
        Optional<Instant> accessFrom,
        Optional<Instant> accessUntil,
        String language) {

    /** A client's person; what they may do there follows from their mandates. */
    public static NewPerson ofClient(String name, String mail, String language) {
        return new NewPerson(
                name,
                mail,
                "CLIENT",
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                language);
    }

    /** A vendor's person; what they may reach follows from their company's assignments. */
    public static NewPerson ofVendor(UUID vendor, String name, String mail, String language) {
        return new NewPerson(
                name,
                mail,
                "VENDOR",
                List.of(),
                false,
                Optional.of(vendor),
                Optional.empty(),
                Optional.empty(),
                language);
    }
}
