package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Permissions;

/** The caller's own agency. */
@Stateless
@RolesAllowed(Permissions.AGENCY_READ)
public class Agencies {

    @Inject Database database;
    @Inject Caller caller;

    public AgencyCard current() {
        return database.first(
                        """
                        select a.agency_id, a.name, h.host, h.issuer, a.colour is not null, a.logo is not null, a.look_version
                        from agency a join agency_host h on h.agency_id = a.agency_id
                        where a.agency_id = ? and h.state <> 'MOVED' order by h.host limit 1""",
                        row ->
                                new AgencyCard(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        row.text(4),
                                        row.flag(5),
                                        row.flag(6),
                                        row.big(7)),
                        caller.agencyId())
                .orElseThrow();
    }
}
