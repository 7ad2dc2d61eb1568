package org.countersign.platform;

import java.util.Set;

/** Names of the roles: Keycloak realm roles, container groups and {@code @RolesAllowed} in one. */
public final class Roles {

    public static final String AGENCY_OWNER = "agency_owner";
    public static final String ACCOUNT_MANAGER = "account_manager";
    public static final String STRATEGIST = "strategist";
    public static final String CREATOR = "creator";
    public static final String ANALYST = "analyst";
    public static final String COMPLIANCE = "compliance";
    public static final String VENDOR = "vendor";
    public static final String CLIENT_OWNER = "client_owner";
    public static final String CLIENT_APPROVER = "client_approver";
    public static final String CLIENT_VIEWER = "client_viewer";
    public static final String OPERATOR = "operator";

    /** Timers and other jobs of the application itself; never a realm role, no token grants it. */
    public static final String SYSTEM = "system";

    /** What a realm may grant to a person; any other role in a token is ignored. */
    public static final Set<String> OF_PEOPLE =
            Set.of(
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
                    OPERATOR);

    private Roles() {}
}
