package org.countersign.platform;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for the sign-in that the agency wants for a sensitive action. {@link TenantBinding} has it
 * look at every call, so no service and no page has to remember.
 */
@ApplicationScoped
public class ActionGuard {

    @Inject Database database;
    @Inject Caller caller;

    private final Map<Method, Set<SensitiveAction>> known = new ConcurrentHashMap<>();

    /** The least sign-in for it in the bound agency. */
    public Strength least(SensitiveAction action) {
        return database.first(
                        "select least from action_strength where action = ?",
                        row -> Strength.of(row.text(1)),
                        action.name())
                .orElse(Strength.MAIL);
    }

    /**
     * For what its permission alone does not tell.
     *
     * @throws StrongerSignInException when the caller's sign-in was weaker
     * @throws NotPermittedException for programs, which have no sign-in that could be stronger
     */
    public void require(SensitiveAction action) {
        Strength least = least(action);
        if (least == Strength.MAIL) {
            return;
        }
        if (caller.isProgram()) {
            throw new NotPermittedException("service.refused.person_needed");
        }
        caller.requireStrength(least);
    }

    void check(Method called) {
        known.computeIfAbsent(called, ActionGuard::actions).forEach(this::require);
    }

    /** The actions to which a method's permissions lead. */
    static Set<SensitiveAction> actions(Method method) {
        var actions = EnumSet.noneOf(SensitiveAction.class);
        if (!method.isAnnotationPresent(Reads.class)) {
            Optional.ofNullable(method.getAnnotation(RolesAllowed.class))
                    .or(
                            () ->
                                    Optional.ofNullable(
                                            method.getDeclaringClass()
                                                    .getAnnotation(RolesAllowed.class)))
                    .ifPresent(
                            allowed ->
                                    Arrays.stream(allowed.value())
                                            .flatMap(p -> SensitiveAction.of(p).stream())
                                            .forEach(actions::add));
        }
        return actions;
    }
}
