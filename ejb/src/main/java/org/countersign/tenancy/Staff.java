package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;
import org.countersign.platform.Roles;
import org.countersign.platform.StaleException;

/**
 * The agency's own people: asked in, given roles and clients, let go. Only an agency owner comes
 * here; nobody changes their own roles, and the last owner stays. Every change asks for a sign-in
 * that Keycloak confirmed lately.
 */
@Stateless
@RolesAllowed(Permissions.PEOPLE_WRITE)
public class Staff {

    /** The roles that an agency gives its own people. */
    public static final List<String> ROLES =
            List.of(
                    Roles.AGENCY_OWNER,
                    Roles.ACCOUNT_MANAGER,
                    Roles.STRATEGIST,
                    Roles.CREATOR,
                    Roles.ANALYST,
                    Roles.COMPLIANCE);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Inviting inviting;
    @Inject Event<PersonChanged> changed;
    @Inject Event<PersonEnded> ended;

    private record Current(String side, boolean active, long version) {}

    /**
     * @param language {@code en} or {@code de}, of the invitation's mail
     * @return the new person's id
     */
    public String invite(
            @NotNull String name,
            @NotNull String mail,
            @NotNull String language,
            @NotNull @Valid StaffAccess access) {
        caller.requireFresh();
        checkRoles(access.roles());
        requireClients(access.clients());
        String id =
                inviting.invite(
                        new NewPerson(
                                name,
                                mail,
                                "AGENCY",
                                access.roles(),
                                access.allClients(),
                                Optional.empty(),
                                access.from(),
                                access.until(),
                                language));
        assign(id, access.clients());
        return id;
    }

    /**
     * Gives somebody other roles, clients or dates.
     *
     * @throws StaleException when somebody else changed them meanwhile
     */
    public void change(@NotNull String id, @NotNull @Valid StaffAccess access, long version) {
        caller.requireFresh();
        checkRoles(access.roles());
        requireStaff(id, version);
        requireClients(access.clients());
        database.update(
                """
                update person set roles = ?, all_clients = ?, access_from = ?::timestamptz, access_until = ?::timestamptz
                where id = ?""",
                access.roles().toArray(String[]::new),
                access.allClients(),
                access.from().map(Instant::toString).orElse(null),
                access.until().map(Instant::toString).orElse(null),
                id);
        assign(id, access.clients());
        changed.fire(new PersonChanged(caller.agencyId(), id));
    }

    /**
     * Corrects the mail address of staff or of a vendor's person. Nobody changes their own.
     *
     * @throws StaleException when somebody else changed them meanwhile
     */
    public void readdress(@NotNull String id, @NotNull String mail, long version) {
        caller.requireFresh();
        requireStaff(id, version);
        if (id.equals(caller.id())) {
            throw new InvalidInputException("mail", "person.refused.own_mail");
        }
        inviting.readdress(id, mail);
    }

    /** Ends somebody's access: open sessions and tokens stop within seconds. */
    public void deactivate(@NotNull String id, long version) {
        caller.requireFresh();
        requireStaff(id, version);
        active(id, false);
        inviting.close(id);
        ended.fire(new PersonEnded(caller.agencyId(), id));
    }

    /** Lets somebody in again, with the roles and clients they had. */
    public void reactivate(@NotNull String id, long version) {
        caller.requireFresh();
        requireStaff(id, version);
        active(id, true);
        inviting.reinvite(id, "en");
    }

    /** Mails an invitation again. */
    public void resend(@NotNull String id) {
        requireStaff(id);
        inviting.resend(id);
    }

    private void active(String id, boolean active) {
        database.update("update person set active = ? where id = ?", active, id);
        changed.fire(new PersonChanged(caller.agencyId(), id));
    }

    /** Ends the assignments that are not wanted any more and begins the new ones. */
    private void assign(String id, List<UUID> wanted) {
        Set<UUID> missing = new HashSet<>(wanted);
        List<UUID> current =
                database.list(
                        "select client_id from client_staff where person_id = ? and ended_at is null",
                        row -> row.uuid(1),
                        id);
        for (UUID client : current) {
            if (!missing.remove(client)) {
                database.update(
                        "update client_staff set ended_at = db_now() where person_id = ? and client_id = ? and ended_at is null",
                        id,
                        client);
            }
        }
        for (UUID client : missing) {
            database.update(
                    "insert into client_staff (id, client_id, person_id) values (?, ?, ?)",
                    Ids.next(clock),
                    client,
                    id);
        }
    }

    private void requireClients(List<UUID> clients) {
        for (UUID client : clients) {
            if (database.first("select 1 from client where id = ?", row -> 1, client).isEmpty()) {
                throw new NotFoundException("client");
            }
        }
    }

    private void requireStaff(String id, long version) {
        if (requireStaff(id).version() != version) {
            throw new StaleException();
        }
    }

    /** A client's people are their owner's to change; of them nothing is found here. */
    private Current requireStaff(String id) {
        return database.first(
                        "select side, active, version from person where id = ? for update",
                        row -> new Current(row.text(1), row.flag(2), row.big(3)),
                        id)
                .filter(found -> List.of("AGENCY", "VENDOR").contains(found.side()))
                .orElseThrow(() -> new NotFoundException("person"));
    }

    private static void checkRoles(List<String> roles) {
        if (!ROLES.containsAll(roles)) {
            throw new InvalidInputException("roles", "person.refused.roles");
        }
    }
}
