package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Permissions;

/** Whether staff may give a client's account its credential; unless the owner says so, not. */
@Stateless
@RolesAllowed(Permissions.CHANNELS_MANAGE)
public class ConnectionRules {

    @Inject Database database;
    @Inject Caller caller;

    public boolean staffMayConnect() {
        return database.first("select staff_may_connect from agency", row -> row.flag(1))
                .orElse(false);
    }

    @RolesAllowed(Permissions.CHANNELS_RULE)
    public void letStaffConnect(boolean allowed) {
        caller.requireFresh();
        database.update("update agency set staff_may_connect = ?", allowed);
    }
}
