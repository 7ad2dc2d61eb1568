package org.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which methods ask for the sign-in of a sensitive action: what is in, and what only looks. */
class ActionGuardTest {

    @Test
    void everyActionHasItsMethods() {
        Map<SensitiveAction, Set<String>> guarded = new EnumMap<>(SensitiveAction.class);
        methods()
                .forEach(
                        method ->
                                ActionGuard.actions(method.reflect())
                                        .forEach(
                                                action ->
                                                        guarded.computeIfAbsent(
                                                                        action,
                                                                        a -> new TreeSet<>())
                                                                .add(name(method))));

        assertThat(guarded.get(SensitiveAction.LIFT)).containsExactly("Holds.lift");
        assertThat(guarded.get(SensitiveAction.PEOPLE))
                .contains(
                        "Staff.invite",
                        "Staff.change",
                        "Staff.deactivate",
                        "Mandates.appoint",
                        "Mandates.inviteFirstOwner",
                        "SignOns.set");
        assertThat(guarded.get(SensitiveAction.CHANNELS))
                .contains(
                        "ConnectionSteps.target",
                        "ConnectionSteps.connected",
                        "ConnectionRules.letStaffConnect",
                        "NetworkApps.add");
        assertThat(guarded.get(SensitiveAction.DATA)).containsExactly("PersonErasures.erase");
        assertThat(guarded.get(SensitiveAction.PROGRAMS))
                .contains(
                        "ServiceAccounts.create",
                        "ServiceAccounts.begin",
                        "ServiceAccounts.revoke");
    }

    @Test
    void whatOnlyLooksIsAReviewedList() {
        assertThat(
                        methods()
                                .filter(method -> method.isAnnotatedWith(Reads.class))
                                .map(ActionGuardTest::name))
                .containsExactlyInAnyOrder(
                        "ServiceAccounts.list",
                        "ServiceAccounts.find",
                        "ConnectionSteps.mayConnect");
    }

    @Test
    void stoppingNeverAsksForMore() {
        assertThat(SensitiveAction.of(Permissions.HOLDS_PLACE)).isEmpty();
    }

    private static Stream<JavaMethod> methods() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.countersign")
                        .stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .collect(Collectors.toList())
                        .stream();
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
