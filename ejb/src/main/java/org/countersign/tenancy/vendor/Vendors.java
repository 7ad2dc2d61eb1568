package org.countersign.tenancy.vendor;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;
import org.countersign.tenancy.Standings;

/** The agency's vendor companies; its staff alone keep them. */
@Stateless
@RolesAllowed(Permissions.VENDORS_READ)
public class Vendors {

    private static final Listing<VendorRow> LISTING =
            new Listing<>(
                    """
                    v.id, v.name, v.contact, v.mail, v.country, v.active,
                    (select count(*) from person p where p.agency_id = v.agency_id and p.vendor_id = v.id and p.active),
                    (select count(*) from assignment a where a.agency_id = v.agency_id and a.vendor_id = v.id
                    and assignment_open(a)),
                    v.version""",
                    "vendor v",
                    "v.id",
                    "v.name",
                    Map.of("name", "v.name", "country", "v.country"),
                    Vendors::row,
                    VendorRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject AuditTrail trail;
    @Inject Clock clock;

    /**
     * Sorts by {@code name} or {@code country}.
     *
     * @param text part of the name
     */
    public Page<VendorRow> list(@NotNull String text, Paging paging) {
        return LISTING.page(database, new Where().containing("v.name", text), paging);
    }

    /**
     * @throws NotFoundException for a vendor the caller may not see
     */
    public VendorView find(@NotNull UUID id) {
        VendorRow row =
                LISTING.first(database, new Where().and("v.id = ?", id))
                        .orElseThrow(() -> new NotFoundException("vendor"));
        return database.first(
                        "select f.notes, f.day_rate::text, f.currency from vendor_file f where f.vendor_id = ?",
                        f ->
                                new VendorView(
                                        row,
                                        f.text(1),
                                        caller.may(Permissions.FEES_READ)
                                                ? money(f.optionalText(2), f.optionalText(3))
                                                : Optional.empty(),
                                        people(id)),
                        id)
                .orElseGet(() -> new VendorView(row, "", Optional.empty(), people(id)));
    }

    /** Whether the caller reaches all that people of the vendor see, and so may ask them in. */
    public boolean isKeeper(@NotNull UUID id) {
        return database.first("select bound_keeps_vendor(?)", row -> row.flag(1), id).orElse(false);
    }

    /**
     * @return the new vendor's id
     */
    @RolesAllowed(Permissions.VENDORS_WRITE)
    public UUID create(@NotNull @Valid VendorDraft draft) {
        UUID id = Ids.next(clock);
        database.update(
                "insert into vendor (id, name, contact, mail, country) values (?, ?, ?, ?, ?)",
                id,
                draft.name().strip(),
                draft.contact().strip(),
                draft.mail().strip(),
                draft.country());
        keepFile(id, draft);
        trail.record("vendor.created", "vendor", id, Map.of());
        return id;
    }

    /**
     * @param version the version the person saw
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.VENDORS_WRITE)
    public void change(@NotNull UUID id, long version, @NotNull @Valid VendorDraft draft) {
        changed(
                id,
                database.update(
                        """
                        update vendor set name = ?, contact = ?, mail = ?, country = ?, version = version + 1
                        where id = ? and version = ?""",
                        draft.name().strip(),
                        draft.contact().strip(),
                        draft.mail().strip(),
                        draft.country(),
                        id,
                        version));
        keepFile(id, draft);
        trail.record("vendor.changed", "vendor", id, Map.of());
    }

    /**
     * Lets a vendor's people in, or keeps all of them out at once, whatever is assigned to them.
     *
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.VENDORS_WRITE)
    public void admit(@NotNull UUID id, long version, boolean active) {
        changed(
                id,
                database.update(
                        "update vendor set active = ?, version = version + 1 where id = ? and version = ?",
                        active,
                        id,
                        version));
        trail.record(active ? "vendor.admitted" : "vendor.shut_out", "vendor", id, Map.of());
        Standings.forget(caller.agencyId());
    }

    private void keepFile(UUID id, VendorDraft draft) {
        String rate =
                draft.dayRate().map(Money::amount).map(BigDecimal::toPlainString).orElse(null);
        String currency = draft.dayRate().map(Money::currency).orElse(null);
        database.update(
                """
                insert into vendor_file (vendor_id, notes, day_rate, currency) values (?, ?, ?::numeric, ?)
                on conflict (agency_id, vendor_id) do update
                   set notes = excluded.notes, day_rate = excluded.day_rate, currency = excluded.currency""",
                id,
                draft.notes().strip(),
                rate,
                currency);
    }

    private void changed(UUID id, int rows) {
        if (rows == 0) {
            find(id);
            throw new StaleException();
        }
    }

    private List<VendorPerson> people(UUID id) {
        return database.list(
                """
                select p.id, p.name, p.mail,
                       case when not person_open(p) then 'ENDED'
                            when exists (select from invitation i where i.agency_id = p.agency_id and i.person_id = p.id
                                            and i.state = 'OPEN') then 'INVITED'
                            else 'ACTIVE' end,
                       coalesce((select t.state from identity_task t where t.agency_id = p.agency_id
                                   and t.kind = 'person' and t.ref = p.id), 'DONE'),
                       p.version
                from person p where p.vendor_id = ? order by p.name, p.id""",
                row ->
                        new VendorPerson(
                                row.text(1),
                                row.text(2),
                                row.text(3),
                                row.text(4),
                                row.text(5),
                                row.big(6)),
                id);
    }

    static Optional<Money> money(Optional<String> amount, Optional<String> currency) {
        return amount.flatMap(a -> currency.map(c -> new Money(new BigDecimal(a), c)));
    }

    private static VendorRow row(Database.Row row) throws SQLException {
        return new VendorRow(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.flag(6),
                row.big(7),
                row.big(8),
                row.big(9));
    }
}
