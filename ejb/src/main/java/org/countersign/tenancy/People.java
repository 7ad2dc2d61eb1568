package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Permissions;

/** People as Keycloak knows them, kept for names in lists and for the gates' checks. */
@Stateless
@RolesAllowed(Permissions.PEOPLE_SELF)
public class People {

    @Inject Database database;
    @Inject Caller caller;
    @Inject AuditTrail trail;

    /**
     * Takes over the caller's name and mail from a sign-in that Keycloak just confirmed, and leaves
     * an audit entry of it. Who is not in the agency's books has no permission to come here.
     */
    public void signedIn() {
        AgencyPrincipal person = caller.person().orElseThrow();
        database.update(
                "update person set name = ?, mail = ? where id = ? and side <> 'SERVICE'",
                person.displayName(),
                person.mail(),
                person.personId());
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
}
