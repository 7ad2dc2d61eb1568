package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.countersign.platform.PermissionMatrix;
import org.countersign.platform.Roles;
import org.junit.jupiter.api.Test;

/** The descriptors name every role and permission: the container knows no other. */
class DeclaredRolesTest {

    private static final Pattern ROLE = Pattern.compile("<role-name>([^<]+)</role-name>");

    @Test
    void pagesMayAskForEveryRoleAndPermission() throws IOException {
        assertThat(named("src/main/webapp/WEB-INF/web.xml")).isEqualTo(all());
    }

    @Test
    void everyGroupIsTheRoleOfItsName() throws IOException {
        var mapped =
                named("../ear/application/src/main/application/META-INF/glassfish-application.xml");
        var wanted = all();
        wanted.add(Roles.SYSTEM);
        assertThat(mapped).isEqualTo(wanted);
    }

    private static Set<String> all() {
        var all = new TreeSet<>(PermissionMatrix.ours().permissions());
        all.addAll(Roles.OF_PEOPLE);
        return all;
    }

    private static Set<String> named(String file) throws IOException {
        var names = new TreeSet<String>();
        var found = ROLE.matcher(Files.readString(Path.of(file)));
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
