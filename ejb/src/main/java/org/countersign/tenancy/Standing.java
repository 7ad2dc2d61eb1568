package org.countersign.tenancy;

import java.util.LinkedHashSet;
import java.util.Set;
import org.countersign.platform.PermissionMatrix;
import org.countersign.tenancy.access.ServiceScopes;

/**
 * What the agency's books say of a person right now.
 *
 * @param side {@code AGENCY}, {@code CLIENT}, {@code VENDOR}, {@code OPERATOR} or {@code SERVICE}
 * @param roles those held today; may be empty. A program has no role but scopes, which stand here
 */
public record Standing(String side, Set<String> roles) {

    /** Side of a program. */
    public static final String SERVICE = "SERVICE";

    /**
     * The container's groups: the roles and all that the matrix permits them; of a program its
     * scopes, as far as programs can have them.
     */
    public Set<String> groups() {
        if (SERVICE.equals(side)) {
            return ServiceScopes.groups(roles);
        }
        var groups = new LinkedHashSet<>(roles);
        groups.addAll(PermissionMatrix.ours().permissionsOf(roles));
        return groups;
    }
}
