package org.countersign.tenancy.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.countersign.platform.PermissionMatrix;
import org.countersign.platform.Permissions;

/**
 * Which permissions a program can be given. A list of what is allowed, so that a permission that is
 * added to the matrix is no program's until somebody has thought about it here.
 */
public final class ServiceScopes {

    private static final Set<String> GRANTABLE =
            Set.of(
                    Permissions.CLIENTS_READ,
                    Permissions.BRANDS_READ,
                    Permissions.CAMPAIGNS_READ,
                    Permissions.CAMPAIGNS_WRITE,
                    Permissions.POSTS_READ,
                    Permissions.POSTS_WRITE,
                    Permissions.ASSETS_READ,
                    Permissions.ASSETS_WRITE,
                    Permissions.SUBMISSIONS_READ,
                    Permissions.SUBMISSIONS_SUBMIT,
                    Permissions.PUBLICATIONS_READ,
                    Permissions.PUBLICATIONS_STEER,
                    Permissions.HOLDS_READ,
                    Permissions.HOLDS_PLACE,
                    Permissions.RULES_READ,
                    Permissions.SCREENINGS_ASK,
                    Permissions.AUDIT_READ,
                    Permissions.DESK_READ);

    /** What every program has: to learn where and who it is, and to repeat a request safely. */
    private static final Set<String> ALWAYS =
            Set.of(Permissions.AGENCY_READ, Permissions.PEOPLE_SELF, Permissions.REQUESTS_REPEAT);

    private ServiceScopes() {}

    /** In the matrix' order. */
    public static List<String> grantable() {
        return PermissionMatrix.ours().permissions().stream().filter(GRANTABLE::contains).toList();
    }

    static Set<String> always() {
        return ALWAYS;
    }

    /** The container's groups of a program with these scopes; what it may not have is left out. */
    public static Set<String> groups(Collection<String> scopes) {
        var groups = new LinkedHashSet<>(ALWAYS);
        scopes.stream().filter(GRANTABLE::contains).forEach(groups::add);
        return groups;
    }
}
