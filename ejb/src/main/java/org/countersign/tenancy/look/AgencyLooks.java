package org.countersign.tenancy.look;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;

/**
 * The look of the caller's agency. A change is in our pages at once; Keycloak's follow within
 * seconds, by a task that the database writes beside the change.
 */
@Stateless
@RolesAllowed(Permissions.LOOK_CHANGE)
public class AgencyLooks {

    @Inject LookBook book;
    @Inject Database database;
    @Inject Caller caller;

    /** How far Keycloak has followed, and why it has not. */
    public record Following(String state, String failure) {}

    public AgencyLook current() {
        return book.read();
    }

    public Following following() {
        return database.first(
                        "select state, coalesce(failure, '') from identity_task where kind = 'look'",
                        row -> new Following(row.text(1), row.text(2)))
                .orElseGet(() -> new Following("DONE", ""));
    }

    /**
     * @param logo empty to keep the one there is; {@link Logo#NONE} to have none
     * @param version of what was seen
     * @throws org.countersign.platform.InvalidInputException when words in the colour could not be
     *     read, a name could pass for an address, or there is no such address
     * @throws StaleException when somebody was faster
     */
    public void change(
            @NotNull @Valid LookDraft draft, @NotNull Optional<Logo> logo, long version) {
        requireSeen(version);
        book.write(draft.checked(), logo);
    }

    /**
     * @param logo {@link Logo#NONE} to have none
     * @throws StaleException when somebody was faster
     */
    public void change(@NotNull Logo logo, long version) {
        requireSeen(version);
        book.writeLogo(logo);
    }

    private void requireSeen(long version) {
        caller.requireFresh();
        if (book.lock() != version) {
            throw new StaleException();
        }
    }
}
