package org.countersign.tenancy.vendor;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/**
 * What vendors' people accept: confidentiality and rights, in versions that never change. Staff
 * read all; others those of the assignments they see.
 */
@Stateless
@RolesAllowed(Permissions.ASSIGNMENTS_READ)
public class VendorTexts {

    private static final Listing<VendorText> LISTING =
            new Listing<>(
                    "t.id, t.kind, t.number, t.title, t.body, coalesce(p.name, t.written_by), t.written_at",
                    "vendor_text t left join person p on p.agency_id = t.agency_id and p.id = t.written_by",
                    "t.id",
                    "t.kind, t.number desc",
                    Map.of(),
                    VendorTexts::row,
                    VendorText::id);

    @Inject Database database;
    @Inject Clock clock;

    /** By kind, the newest first. */
    public Page<VendorText> list(@NotNull Optional<VendorText.Kind> kind, Paging paging) {
        return LISTING.page(database, new Where().and("t.kind = ?", kind), paging);
    }

    /** What new terms ask for; empty while nobody has written one. */
    public Optional<VendorText> newest(@NotNull VendorText.Kind kind) {
        return LISTING.first(database, new Where().and("t.kind = ?", kind));
    }

    /**
     * @throws NotFoundException for a text the caller may not see
     */
    public VendorText find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("t.id = ?", id))
                .orElseThrow(() -> new NotFoundException("vendor_text"));
    }

    /**
     * The next version. Assignments made or changed from now on ask for it; older ones keep theirs.
     *
     * @return its id
     */
    @RolesAllowed(Permissions.VENDORS_WRITE)
    public UUID write(@NotNull @Valid VendorTextDraft draft) {
        UUID id = Ids.next(clock);
        database.update(
                "insert into vendor_text (id, kind, title, body) values (?, ?, ?, ?)",
                id,
                draft.kind(),
                draft.title().strip(),
                draft.body().strip());
        return id;
    }

    private static VendorText row(Database.Row row) throws SQLException {
        return new VendorText(
                row.uuid(1),
                VendorText.Kind.valueOf(row.text(2)),
                row.number(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.instant(7));
    }
}
