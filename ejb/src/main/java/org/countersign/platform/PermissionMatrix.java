package org.countersign.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which role may do what, as data. The Keycloak adapter gives a caller the roles of their standing
 * and the permissions of these roles as groups; the container checks {@code @RolesAllowed} against
 * them. The table in docs/permissions.md is written from here.
 */
public final class PermissionMatrix {

    private static final PermissionMatrix OURS = read();

    private final List<String> roles;
    private final Map<String, Row> rows;

    private record Row(Set<String> roles, String may) {}

    private PermissionMatrix(List<String> roles, Map<String, Row> rows) {
        this.roles = roles;
        this.rows = rows;
    }

    public static PermissionMatrix ours() {
        return OURS;
    }

    /** The roles, in the matrix' order. */
    public List<String> roles() {
        return roles;
    }

    /** The permissions, in the matrix' order. */
    public Set<String> permissions() {
        return rows.keySet();
    }

    /** Everything that at least one of the roles may do; an unknown role may nothing. */
    public Set<String> permissionsOf(Collection<String> held) {
        var permissions = new LinkedHashSet<String>();
        rows.forEach(
                (permission, row) -> {
                    if (row.roles().stream().anyMatch(held::contains)) {
                        permissions.add(permission);
                    }
                });
        return permissions;
    }

    /**
     * @throws IllegalArgumentException for a permission that is not in the matrix
     */
    public Set<String> rolesWith(String permission) {
        return row(permission).roles();
    }

    /** What the permission allows, in words that follow "may". */
    public String may(String permission) {
        return row(permission).may();
    }

    private Row row(String permission) {
        Row row = rows.get(permission);
        if (row == null) {
            throw new IllegalArgumentException("no such permission: " + permission);
        }
        return row;
    }

    private static PermissionMatrix read() {
        try (var csv =
                new BufferedReader(
                        new InputStreamReader(
                                PermissionMatrix.class.getResourceAsStream("permissions.csv"),
                                StandardCharsets.UTF_8))) {
            List<String> lines = csv.lines().toList();
            List<String> head = List.of(lines.get(0).split(","));
            List<String> roles = head.subList(1, head.size() - 1);
            Map<String, Row> rows = new LinkedHashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", head.size());
                var granted = new ArrayList<String>();
                for (int i = 0; i < roles.size(); i++) {
                    if ("x".equals(cells[i + 1])) {
                        granted.add(roles.get(i));
                    }
                }
                rows.put(cells[0], new Row(Set.copyOf(granted), cells[head.size() - 1]));
            }
            return new PermissionMatrix(List.copyOf(roles), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
