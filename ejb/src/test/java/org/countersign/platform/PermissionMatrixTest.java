package org.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PermissionMatrixTest {

    static final PermissionMatrix MATRIX = PermissionMatrix.ours();

    @Test
    void everyPermissionHasAConstantAndEveryConstantARow() throws IllegalAccessException {
        var constants = new TreeSet<String>();
        for (Field constant : Permissions.class.getDeclaredFields()) {
            String value = (String) constant.get(null);
            assertThat(constant.getName()).isEqualTo(value.toUpperCase().replace('.', '_'));
            constants.add(value);
        }
        assertThat(MATRIX.permissions()).containsExactlyInAnyOrderElementsOf(constants);
    }

    @Test
    void everyRoleOfPeopleHasAColumn() {
        assertThat(MATRIX.roles()).containsExactlyInAnyOrderElementsOf(Roles.OF_PEOPLE);
    }

    @Test
    void permissionsOfSeveralRolesAddUpAndUnknownRolesMayNothing() {
        assertThat(MATRIX.permissionsOf(Set.of(Roles.COMPLIANCE)))
                .contains(Permissions.RULES_RETIRE)
                .doesNotContain(Permissions.POSTS_WRITE);
        assertThat(MATRIX.permissionsOf(Set.of(Roles.COMPLIANCE, Roles.CREATOR)))
                .contains(Permissions.RULES_RETIRE, Permissions.POSTS_WRITE);
        assertThat(MATRIX.permissionsOf(Set.of("admin", "system"))).isEmpty();
        assertThatThrownBy(() -> MATRIX.rolesWith("posts.publish"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gateG3HoldsInTheMatrix() {
        assertThat(MATRIX.permissionsOf(Set.of(Roles.VENDOR)))
                .doesNotContain(
                        Permissions.SUBMISSIONS_DECIDE,
                        Permissions.HOLDS_LIFT,
                        Permissions.PUBLICATIONS_STEER,
                        Permissions.RULES_RETIRE);
        assertThat(MATRIX.permissionsOf(Set.of(Roles.OPERATOR)))
                .as("the operator sees nothing of an agency's work")
                .noneMatch(
                        p -> p.matches("(posts|submissions|campaigns|clients|brands|assets)\\..*"));
    }

    /** The table in the documentation is this matrix; what it should be is left in target/. */
    @Test
    void theDocumentedTableIsThisMatrix() throws IOException {
        Path documented = Path.of("../docs/permissions.md");
        Path wanted = Path.of("target/permissions.md");
        Files.writeString(wanted, PermissionTable.of(MATRIX));
        assertThat(documented).hasSameTextualContentAs(wanted);
    }
}
