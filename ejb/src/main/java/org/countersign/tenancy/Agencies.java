package org.countersign.tenancy;

import static org.countersign.platform.Roles.ACCOUNT_MANAGER;
import static org.countersign.platform.Roles.AGENCY_OWNER;
import static org.countersign.platform.Roles.ANALYST;
import static org.countersign.platform.Roles.CLIENT_APPROVER;
import static org.countersign.platform.Roles.CLIENT_OWNER;
import static org.countersign.platform.Roles.CLIENT_VIEWER;
import static org.countersign.platform.Roles.COMPLIANCE;
import static org.countersign.platform.Roles.CREATOR;
import static org.countersign.platform.Roles.STRATEGIST;
import static org.countersign.platform.Roles.VENDOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;

/** The caller's own agency. */
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
    CLIENT_VIEWER
})
public class Agencies {

    @Inject Database database;
    @Inject Caller caller;

    public AgencyCard current() {
        return database.first(
                        """
                        select a.agency_id, a.name, h.host, h.issuer
                        from agency a join agency_host h on h.agency_id = a.agency_id
                        where a.agency_id = ? order by h.host limit 1""",
                        row -> new AgencyCard(row.text(1), row.text(2), row.text(3), row.text(4)),
                        caller.agencyId())
                .orElseThrow();
    }
}
