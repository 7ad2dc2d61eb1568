package org.countersign.tenancy.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.platform.ActionGuard;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Permissions;
import org.countersign.platform.SensitiveAction;
import org.countersign.platform.Strength;
import org.countersign.platform.StrongerSignInException;

/**
 * Which sensitive actions ask for which sign-in. The agency's owner says so; to ask for a strength,
 * or to ask for less than it, takes a sign-in of that strength. A trigger holds both.
 */
@Stateless
@RolesAllowed(Permissions.ACTIONS_GUARD)
public class ActionStrengths {

    @Inject Database database;
    @Inject Caller caller;
    @Inject ActionGuard guard;

    /** All of them, in the order in which they are declared. */
    public List<ActionStrength> list() {
        Map<SensitiveAction, ActionStrength> set =
                database
                        .list(
                                """
                                select s.action, s.least, p.name, s.set_at from action_strength s
                                left join person p on p.agency_id = s.agency_id and p.id = s.set_by""",
                                row ->
                                        new ActionStrength(
                                                SensitiveAction.valueOf(row.text(1)),
                                                Strength.of(row.text(2)),
                                                row.optionalText(3),
                                                Optional.of(row.instant(4))))
                        .stream()
                        .collect(Collectors.toMap(ActionStrength::action, Function.identity()));
        return Arrays.stream(SensitiveAction.values())
                .map(
                        action ->
                                set.getOrDefault(
                                        action,
                                        new ActionStrength(
                                                action,
                                                Strength.MAIL,
                                                Optional.empty(),
                                                Optional.empty())))
                .toList();
    }

    /** What an action asks for, for pages that say so before somebody begins. */
    @RolesAllowed(Permissions.PEOPLE_SELF)
    public Strength least(@NotNull SensitiveAction action) {
        return guard.least(action);
    }

    /**
     * @param wanted actions that are not named stay as they are
     * @throws StrongerSignInException for a sign-in weaker than what is set or was
     * @throws org.countersign.platform.NotPermittedException without a fresh sign-in
     */
    public void set(@NotNull Map<SensitiveAction, Strength> wanted) {
        caller.requireFresh();
        List<ActionStrength> changes =
                list().stream()
                        .filter(
                                one ->
                                        wanted.getOrDefault(one.action(), one.least())
                                                != one.least())
                        .toList();
        changes.stream()
                .map(one -> stronger(one.least(), wanted.get(one.action())))
                .max(Strength::compareTo)
                .ifPresent(caller::requireStrength);
        for (ActionStrength one : changes) {
            database.update(
                    """
                    insert into action_strength (action, least) values (?, ?)
                    on conflict (agency_id, action) do update set least = excluded.least""",
                    one.action().name(),
                    wanted.get(one.action()).word());
        }
    }

    private static Strength stronger(Strength one, Strength other) {
        return one.reaches(other) ? one : other;
    }
}
