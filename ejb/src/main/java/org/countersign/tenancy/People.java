package org.countersign.tenancy;

import static org.countersign.platform.Roles.ACCOUNT_MANAGER;
import static org.countersign.platform.Roles.AGENCY_OWNER;
import static org.countersign.platform.Roles.ANALYST;
import static org.countersign.platform.Roles.CLIENT_APPROVER;
import static org.countersign.platform.Roles.CLIENT_OWNER;
import static org.countersign.platform.Roles.CLIENT_VIEWER;
import static org.countersign.platform.Roles.COMPLIANCE;
import static org.countersign.platform.Roles.CREATOR;
import static org.countersign.platform.Roles.OPERATOR;
import static org.countersign.platform.Roles.STRATEGIST;
import static org.countersign.platform.Roles.VENDOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Roles;

/** People as Keycloak knows them, kept for names in lists and for the gates' checks. */
@Stateless
@RolesAllowed({
    AGENCY_OWNER,
    ACCOUNT_MANAGER,
    STRATEGIST,
    CREATOR,
    ANALYST,
    COMPLIANCE,
    VENDOR,
    CLIENT_OWNER,
    CLIENT_APPROVER,
    CLIENT_VIEWER,
    OPERATOR
})
public class People {

    @Inject Database database;
    @Inject Caller caller;
    @Inject AuditTrail trail;

    /**
     * Takes over the caller's name, mail and roles from a sign-in that Keycloak just confirmed, and
     * leaves an audit entry of it.
     */
    public void signedIn() {
        AgencyPrincipal person = caller.person().orElseThrow();
        List<String> roles = Roles.OF_PEOPLE.stream().filter(caller::hasRole).sorted().toList();
        String side = side(roles);
        database.update(
                """
                insert into person (id, name, mail, side, roles) values (?, ?, ?, ?, ?)
                on conflict (agency_id, id) do update
                set name = excluded.name, mail = excluded.mail, side = excluded.side, roles = excluded.roles""",
                person.personId(),
                person.displayName(),
                person.mail(),
                side,
                roles.toArray(String[]::new));
        trail.record("person.signed_in", "person", person.personId(), Map.of("side", side));
    }

    /** The caller. */
    public Person me() {
        return database.first(
                        "select id, name, mail, side, roles from person where id = ?",
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

    /** A person with any role on the client's side is the client's, whatever else they hold. */
    static String side(List<String> roles) {
        if (roles.stream().anyMatch(r -> r.startsWith("client_"))) {
            return "CLIENT";
        }
        return roles.contains(VENDOR) ? "VENDOR" : "AGENCY";
    }
}
