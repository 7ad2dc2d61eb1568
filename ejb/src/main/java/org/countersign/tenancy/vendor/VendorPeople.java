package org.countersign.tenancy.vendor;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.NotPermittedException;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.tenancy.Inviting;
import org.countersign.tenancy.NewPerson;
import org.countersign.tenancy.PersonChanged;
import org.countersign.tenancy.PersonEnded;

/**
 * People of vendor companies: asked in and let go by an agency owner, or by an account manager who
 * reaches every client that the vendor works for, since whoever they ask in will see all of that. A
 * trigger holds it. What a vendor's person may see follows from the company's assignments.
 */
@Stateless
@RolesAllowed(Permissions.VENDORS_PEOPLE)
public class VendorPeople {

    @Inject Database database;
    @Inject Caller caller;
    @Inject Inviting inviting;
    @Inject Event<PersonChanged> changed;
    @Inject Event<PersonEnded> ended;

    /**
     * @param language {@code en} or {@code de}, of the invitation's mail
     * @return the new person's id
     */
    public String invite(
            @NotNull UUID vendor,
            @NotNull String name,
            @NotNull String mail,
            @NotNull String language) {
        caller.requireFresh();
        if (database.first("select 1 from vendor where id = ?", row -> 1, vendor).isEmpty()) {
            throw new NotFoundException("vendor");
        }
        return inviting.invite(NewPerson.ofVendor(vendor, name, mail, language));
    }

    /** Mails an invitation again. */
    public void resend(@NotNull UUID vendor, @NotNull String id) {
        requirePerson(vendor, id);
        requireKeeper(vendor);
        inviting.resend(id);
    }

    /**
     * Corrects the mail address of somebody who has never signed in, and invites them there.
     *
     * @throws StaleException when somebody else changed them meanwhile
     */
    public void readdress(
            @NotNull UUID vendor, @NotNull String id, @NotNull String mail, long version) {
        caller.requireFresh();
        requirePerson(vendor, id, version);
        inviting.readdress(id, mail);
    }

    /**
     * Takes an invitation back, or ends somebody's access: open sessions and tokens stop within
     * seconds.
     *
     * @throws StaleException when somebody else changed them meanwhile
     */
    public void deactivate(@NotNull UUID vendor, @NotNull String id, long version) {
        caller.requireFresh();
        requirePerson(vendor, id, version);
        active(id, false);
        inviting.close(id);
        ended.fire(new PersonEnded(caller.agencyId(), id));
    }

    /** Lets somebody in again, into what the vendor works on by now. */
    public void reactivate(@NotNull UUID vendor, @NotNull String id, long version) {
        caller.requireFresh();
        requirePerson(vendor, id, version);
        active(id, true);
        inviting.reinvite(id, "en");
    }

    private void requireKeeper(UUID vendor) {
        if (!database.first("select bound_keeps_vendor(?)", row -> row.flag(1), vendor)
                .orElse(false)) {
            throw new NotPermittedException("person.refused.not_vendor_keeper");
        }
    }

    private void active(String id, boolean active) {
        database.update("update person set active = ? where id = ?", active, id);
        changed.fire(new PersonChanged(caller.agencyId(), id));
    }

    private void requirePerson(UUID vendor, String id, long version) {
        if (requirePerson(vendor, id) != version) {
            throw new StaleException();
        }
    }

    private long requirePerson(UUID vendor, String id) {
        return database.first(
                        "select version from person where id = ? and vendor_id = ? for update",
                        row -> row.big(1),
                        id,
                        vendor)
                .orElseThrow(() -> new NotFoundException("person"));
    }
}
