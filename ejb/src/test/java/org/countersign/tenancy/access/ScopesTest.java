package org.countersign.tenancy.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.countersign.platform.PermissionMatrix;
import org.countersign.platform.Permissions;
import org.countersign.platform.Roles;
import org.countersign.tenancy.Standing;
import org.junit.jupiter.api.Test;

class ScopesTest {

    private static final Set<String> OF_PEOPLE_ONLY =
            Set.of(
                    Permissions.SUBMISSIONS_DECIDE,
                    Permissions.HOLDS_LIFT,
                    Permissions.RULES_WRITE,
                    Permissions.RULES_RETIRE,
                    Permissions.SERVICES_MANAGE);

    private static final Set<String> APPROVER =
            new Standing("CLIENT", Set.of(Roles.CLIENT_APPROVER)).groups();

    @Test
    void whatNeedsAPersonIsNoPrograms() {
        assertThat(ServiceScopes.grantable()).doesNotContainAnyElementsOf(OF_PEOPLE_ONLY);
        assertThat(PermissionMatrix.ours().permissions())
                .containsAll(ServiceScopes.grantable())
                .containsAll(OF_PEOPLE_ONLY);
    }

    @Test
    void programHasItsScopesAsFarAsProgramsCan() {
        var groups =
                new Standing(
                                Standing.SERVICE,
                                Set.of(Permissions.POSTS_READ, Permissions.SUBMISSIONS_DECIDE))
                        .groups();

        assertThat(groups)
                .containsExactlyInAnyOrder(
                        Permissions.POSTS_READ,
                        Permissions.AGENCY_READ,
                        Permissions.PEOPLE_SELF,
                        Permissions.REQUESTS_REPEAT);
    }

    @Test
    void deviceHasOfItsPersonWhatProgramsCanHave() {
        assertThat(APPROVER).contains(Permissions.SUBMISSIONS_DECIDE, Roles.CLIENT_APPROVER);

        assertThat(DeviceScopes.groups(DeviceScopes.DEVICE, APPROVER))
                .contains(Permissions.POSTS_READ, Permissions.HOLDS_PLACE, Roles.CLIENT_APPROVER)
                .doesNotContain(Permissions.SUBMISSIONS_DECIDE, Permissions.HOLDS_LIFT)
                .doesNotContain(Permissions.POSTS_WRITE, Roles.AGENCY_OWNER);
    }

    @Test
    void readerReads() {
        assertThat(DeviceScopes.groups(DeviceScopes.READER, APPROVER))
                .contains(Permissions.POSTS_READ, Permissions.PEOPLE_SELF)
                .doesNotContain(Permissions.HOLDS_PLACE);
    }

    @Test
    void tokenOfThePagesCarriesAllThatItsPersonHas() {
        assertThat(DeviceScopes.groups("countersign", APPROVER)).isEqualTo(APPROVER);
    }
}
