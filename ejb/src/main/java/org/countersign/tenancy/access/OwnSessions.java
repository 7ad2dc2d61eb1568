package org.countersign.tenancy.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.NotPermittedException;
import org.countersign.platform.Permissions;
import org.countersign.platform.Strength;
import org.countersign.platform.StrongerSignInException;
import org.countersign.tenancy.PeopleMails;
import org.countersign.tenancy.Revocations;

/** The caller's sign-ins in the books: what their browsers are called, and what they ended. */
@Stateless
@RolesAllowed(Permissions.PEOPLE_SELF)
public class OwnSessions {

    /** Longer than any session of a realm lasts. */
    private static final Duration LONGEST = Duration.ofDays(61);

    private static final int BROWSER_MAX = 60;

    @Inject Caller caller;
    @Inject Database database;
    @Inject AuditTrail trail;
    @Inject Clock clock;
    @Inject Revocations revocations;
    @Inject PeopleMails mails;

    /** Whose sign-ins are meant, and which of them is this one. */
    public record Owner(String realm, String person, String session) {}

    public Owner owner() {
        return new Owner(
                caller.agencyId(),
                caller.id(),
                caller.person().map(AgencyPrincipal::sessionId).orElse(""));
    }

    /**
     * Notes the browser of a session that just began.
     *
     * @param browser its name and system, never all that it says of itself
     */
    public void begun(@NotNull String browser) {
        String session = owner().session();
        if (!session.isEmpty()) {
            database.update(
                    "insert into sign_in_place (session_id, browser) values (?, ?) on conflict do nothing",
                    session,
                    browser.length() > BROWSER_MAX ? browser.substring(0, BROWSER_MAX) : browser);
        }
    }

    /** By session. */
    public Map<String, String> browsers() {
        var browsers = new HashMap<String, String>();
        database.list(
                        "select session_id, browser from sign_in_place where person_id = bound_person()",
                        row -> List.of(row.text(1), row.text(2)))
                .forEach(row -> browsers.put(row.get(0), row.get(1)));
        return browsers;
    }

    /** Ends sessions and their tokens at once, on other nodes within ten seconds. */
    public void ended(@NotNull List<String> sessions) {
        for (String session : sessions) {
            revocations.revokeSession(caller.agencyId(), session, clock.instant().plus(LONGEST));
        }
        trail.record(
                "person.signed_out",
                "person",
                caller.id(),
                Map.of("count", Integer.toString(sessions.size())));
    }

    /**
     * @throws NotPermittedException without a fresh sign-in
     * @throws StrongerSignInException for one that is weaker than that
     */
    public void mayRemove(@NotNull Strength strongest) {
        caller.requireStrength(strongest);
        caller.requireFresh();
    }

    public void passwordRemoved(@NotNull String language) {
        trail.record("person.password_removed", "person", caller.id(), Map.of());
        mails.passwordRemoved(caller.id(), language);
    }
}
