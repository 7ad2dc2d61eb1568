package org.countersign.platform;

import java.util.stream.Collectors;

/** The matrix as the page docs/permissions.md. */
final class PermissionTable {

    private PermissionTable() {}

    static String of(PermissionMatrix matrix) {
        var page =
                new StringBuilder(
                        """
                        # Who may do what

                        Made from `ejb/src/main/resources/org/countersign/platform/permissions.csv`, which the checks read too. A role says
                        what somebody may do; their reach (`ADR 0009`) says with which clients' things. Who decides at which stage, and who
                        appoints approvers, is decided further by the gates: a permission opens the door, never the gate behind it.

                        """);
        page.append("| permission | may |");
        matrix.roles()
                .forEach(role -> page.append(" ").append(role.replace('_', ' ')).append(" |"));
        page.append("\n|---|---|").append("---|".repeat(matrix.roles().size())).append("\n");
        for (String permission : matrix.permissions()) {
            page.append("| `")
                    .append(permission)
                    .append("` | ")
                    .append(matrix.may(permission))
                    .append(" |");
            page.append(
                    matrix.roles().stream()
                            .map(
                                    role ->
                                            matrix.rolesWith(permission).contains(role)
                                                    ? " yes |"
                                                    : " |")
                            .collect(Collectors.joining()));
            page.append("\n");
        }
        return page.toString();
    }
}
