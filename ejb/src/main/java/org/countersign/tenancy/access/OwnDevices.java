package org.countersign.tenancy.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Caller;
import org.countersign.platform.Permissions;
import org.countersign.tenancy.Revocations;

/** The caller's devices, in the books: who asks, and what they ended. */
@Stateless
@RolesAllowed(Permissions.PEOPLE_SELF)
public class OwnDevices {

    /** Longer than any session of a realm lasts. */
    private static final Duration LONGEST = Duration.ofDays(61);

    @Inject Caller caller;
    @Inject AuditTrail trail;
    @Inject Clock clock;
    @Inject Revocations revocations;

    /** Whose devices are meant. */
    public record Owner(String realm, String person) {}

    public Owner caller() {
        return new Owner(caller.agencyId(), caller.id());
    }

    /** Ends the session's tokens at once, on other nodes within ten seconds. */
    public void ended(@NotNull String session) {
        revocations.revokeSession(caller.agencyId(), session, clock.instant().plus(LONGEST));
        trail.record("device.ended", "person", caller.id(), Map.of());
    }
}
