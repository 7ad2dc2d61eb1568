package org.countersign.tenancy;

import java.util.LinkedHashSet;
import java.util.Set;
import org.countersign.platform.PermissionMatrix;

/**
 * What the agency's books say of a person right now.
 *
 * @param side {@code AGENCY}, {@code CLIENT}, {@code VENDOR}, {@code OPERATOR} or {@code SERVICE}
 * @param roles those held today; may be empty
 */
public record Standing(String side, Set<String> roles) {

    /** The container's groups: the roles and all that the matrix permits them. */
    public Set<String> groups() {
        var groups = new LinkedHashSet<>(roles);
        groups.addAll(PermissionMatrix.ours().permissionsOf(roles));
        return groups;
    }
}
