package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/** People as Keycloak knows them, kept for names in lists and for the gates' checks. */
@Stateless
@RolesAllowed(Permissions.PEOPLE_SELF)
public class People {

    private static final String STATE =
            """
            case when not p.active or p.access_until <= db_now()
                   or (p.side = 'CLIENT' and not exists (select from mandate m where m.agency_id = p.agency_id
                         and m.person_id = p.id and m.ended_at is null and (m.ends_at is null or m.ends_at > db_now()))) then 'ENDED'
                 when exists (select from invitation i where i.agency_id = p.agency_id and i.person_id = p.id and i.state = 'OPEN')
                   then 'INVITED'
                 when exists (select from mail_change x where x.agency_id = p.agency_id and x.person_id = p.id and x.state = 'OPEN')
                   then 'SUSPENDED'
                 else 'ACTIVE' end""";

    private static final Listing<PersonRow> LISTING =
            new Listing<>(
                    """
                    p.id, p.name, p.mail, p.side,
                    case when p.side <> 'CLIENT' then p.roles else
                      array(select distinct 'client_' || lower(m.kind) from mandate m where m.agency_id = p.agency_id
                             and m.person_id = p.id and mandate_open(m) order by 1) end,
                    array(select c.name from client c where c.agency_id = p.agency_id and (
                      exists (select from client_staff s where s.agency_id = c.agency_id and s.client_id = c.id
                                 and s.person_id = p.id and s.ended_at is null and (s.ends_at is null or s.ends_at > db_now()))
                      or exists (select from mandate m where m.agency_id = c.agency_id and m.client_id = c.id
                                    and m.person_id = p.id and m.ended_at is null)) order by 1),
                    p.all_clients and p.side = 'AGENCY', p.access_from, p.access_until,
                    """
                            + STATE
                            + """
                            , coalesce((select t.state from identity_task t where t.agency_id = p.agency_id
                                          and t.kind = 'person' and t.ref = p.id), 'DONE'), p.version""",
                    "person p",
                    "p.id::uuid",
                    "p.name",
                    Map.of("name", "p.name", "mail", "p.mail", "until", "p.access_until"),
                    People::row,
                    PersonRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject AuditTrail trail;
    @Inject OwnMail ownMail;
    @Inject Event<PersonChanged> changed;

    /**
     * Takes over the caller's name and mail from a sign-in that Keycloak just confirmed, and leaves
     * an audit entry of it. Who is not in the agency's books has no permission to come here. A
     * client's person with another address than before has their mandates suspended with it.
     */
    public void signedIn() {
        AgencyPrincipal person = caller.person().orElseThrow();
        int news =
                database.update(
                        "update person set name = ?, mail = ? where id = ? and side <> 'SERVICE' and (name, mail) is distinct from (?, ?)",
                        person.displayName(),
                        person.mail(),
                        person.personId(),
                        person.displayName(),
                        person.mail());
        news +=
                database.update(
                        "update invitation set state = 'ACCEPTED' where person_id = ? and state = 'OPEN'",
                        person.personId());
        if (news > 0) {
            ownMail.tellOfChange();
            changed.fire(new PersonChanged(person.agencyId(), person.personId()));
        }
        trail.record("person.signed_in", "person", person.personId(), Map.of());
    }

    /** The caller. */
    public Person me() {
        return database.first(
                        """
                        select p.id, p.name, p.mail, s.side, s.roles
                        from person p cross join standing(p.agency_id, p.id) s where p.id = ?""",
                        row ->
                                new Person(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        row.text(4),
                                        row.texts(5)),
                        caller.id())
                .orElseThrow();
    }

    /** The caller's changed addresses that a client's owner has yet to confirm. */
    public List<MailChangeRow> waiting() {
        return ownMail.waiting();
    }

    /**
     * The only owner of a client confirms the own new address, with the code that was sent to the
     * old one.
     *
     * @throws NotFoundException for a change that is not the caller's, or not open
     */
    public void confirmMail(UUID change, String code) {
        ownMail.confirm(change, code);
        changed.fire(new PersonChanged(caller.agencyId(), caller.id()));
    }

    /** Sorts by {@code name}, {@code mail} or {@code until}. */
    @RolesAllowed(Permissions.PEOPLE_READ)
    public Page<PersonRow> list(PeopleFilter filter, Paging paging) {
        var where =
                new Where()
                        .within("p.side", List.of("AGENCY", "CLIENT", "VENDOR"))
                        .within("p.side", filter.sides())
                        .containing("p.name || ' ' || p.mail", filter.text());
        if (!filter.ended()) {
            where.and(STATE + " <> 'ENDED'");
        }
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a person the caller may not see
     */
    @RolesAllowed(Permissions.PEOPLE_READ)
    public PersonRow find(String id) {
        return LISTING.first(database, new Where().and("p.id = ?", id))
                .orElseThrow(() -> new NotFoundException("person"));
    }

    /** The clients that somebody of the agency is assigned to by name. */
    @RolesAllowed(Permissions.PEOPLE_READ)
    public List<UUID> clientsOf(String id) {
        return database.list(
                "select client_id from client_staff where person_id = ? and ended_at is null",
                row -> row.uuid(1),
                id);
    }

    private static PersonRow row(Database.Row row) throws SQLException {
        return new PersonRow(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.texts(5),
                row.texts(6),
                row.flag(7),
                row.optionalInstant(8),
                row.optionalInstant(9),
                row.text(10),
                row.text(11),
                row.big(12));
    }
}
