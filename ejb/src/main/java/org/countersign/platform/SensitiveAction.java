package org.countersign.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an agency can have ask for a stronger sign-in. A method belongs to it by the permission that
 * it asks for; {@link Reads} excepts what only looks. Stopping is not among them and never will be:
 * it must not be slow for anybody.
 */
public enum SensitiveAction {
    /** Lifting a stop. */
    LIFT(Permissions.HOLDS_LIFT),
    /** Inviting, appointing, changing and ending people; a client's own sign-on. */
    PEOPLE(
            Permissions.PEOPLE_WRITE,
            Permissions.VENDORS_PEOPLE,
            Permissions.MANDATES_PROPOSE,
            Permissions.MANDATES_GIVE),
    /** Giving an account its credential, letting staff give some, developer apps. */
    CHANNELS(Permissions.CHANNELS_CONNECT, Permissions.CHANNELS_RULE, Permissions.APPS_WRITE),
    /** Copies of another person's data, and erasing people. */
    DATA(Permissions.PRIVACY_EXPORT, Permissions.PRIVACY_ERASE),
    /** Accounts of programs and their secrets. */
    PROGRAMS(Permissions.SERVICES_MANAGE);

    private final Set<String> permissions;

    SensitiveAction(String... permissions) {
        this.permissions = Set.of(permissions);
    }

    static Optional<SensitiveAction> of(String permission) {
        return Arrays.stream(values())
                .filter(action -> action.permissions.contains(permission))
                .findFirst();
    }

    /** As keys of texts say it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
