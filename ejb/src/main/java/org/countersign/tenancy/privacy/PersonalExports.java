package org.countersign.tenancy.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.ActionGuard;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.NotPermittedException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.PermissionMatrix;
import org.countersign.platform.Permissions;
import org.countersign.platform.SensitiveAction;
import org.countersign.platform.Where;

/**
 * Copies of what is kept about a person (GDPR Art. 15 and 20). One asks for one's own; the agency's
 * owner for anybody's, who is told by mail. A worker makes them; they go again after some days.
 */
@Stateless
@RolesAllowed(Permissions.PRIVACY_OWN)
public class PersonalExports {

    private static final Listing<ExportRow> LISTING =
            new Listing<>(
                    """
                    e.id, e.person_id, p.name, coalesce(a.name, e.asked_by), e.person_id = bound_person(), e.asked_at, e.state,
                    case when e.state = 'READY' then e.ready_at + make_interval(days => retention_days(e.agency_id, 'PERSONAL_EXPORT')) end,
                    encode(e.digest, 'hex'), coalesce(octet_length(e.archive), 0)""",
                    """
                    personal_export e join person p on p.agency_id = e.agency_id and p.id = e.person_id
                    left join person a on a.agency_id = e.agency_id and a.id = e.asked_by""",
                    "e.id",
                    "e.asked_at desc",
                    Map.of(),
                    PersonalExports::row,
                    ExportRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject PrivacyMails mails;
    @Inject ActionGuard actions;

    /** Those about the caller, and those the caller asked for; newest first. */
    public Page<ExportRow> list(Paging paging) {
        return LISTING.page(database, new Where(), paging);
    }

    /**
     * @throws NotFoundException for one that the caller neither asked for nor is about
     */
    public ExportRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("e.id = ?", id))
                .orElseThrow(() -> new NotFoundException("export"));
    }

    /**
     * Asks for a copy. Somebody else's is the agency's owner's to ask for.
     *
     * @param personId the caller's own id, or another person's
     * @param language {@code en} or {@code de}, of the index in it and of the mails
     * @return the id of the export that is being made, the same one while it is
     * @throws NotFoundException for a person the caller may not see
     * @throws NotPermittedException without a fresh sign-in, and for somebody else's
     */
    public UUID ask(@NotNull String personId, @NotNull String language) {
        caller.requireFresh();
        boolean own = personId.equals(caller.id());
        if (database.first("select 1 from person where id = ?", row -> 1, personId).isEmpty()) {
            throw new NotFoundException("person");
        }
        if (!own && !mayAskForOthers()) {
            throw new NotPermittedException("export.refused.not_owner");
        }
        if (!own) {
            actions.require(SensitiveAction.DATA);
        }
        var waiting =
                database.first(
                        """
                        select id from personal_export
                        where person_id = ? and asked_by = bound_person() and state = 'WAITING'""",
                        row -> row.uuid(1),
                        personId);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        UUID id = Ids.next(clock);
        String ours = "de".equals(language) ? "de" : "en";
        database.update(
                "insert into personal_export (id, person_id, language) values (?, ?, ?)",
                id,
                personId,
                ours);
        if (!own) {
            mails.exportAsked(personId, ours);
        }
        return id;
    }

    /**
     * The archive's bytes, a ZIP; each time leaves an audit entry.
     *
     * @throws NotFoundException while there is none, and for one that is not the caller's
     * @throws NotPermittedException without a fresh sign-in
     */
    public byte[] archive(@NotNull UUID id) {
        caller.requireFresh();
        ExportRow export = find(id);
        if (!export.personId().equals(caller.id())) {
            actions.require(SensitiveAction.DATA);
        }
        if (!export.ready()) {
            throw new InvalidInputException("id", "export.refused.not_ready");
        }
        database.update("update personal_export set downloaded_at = db_now() where id = ?", id);
        return database.first(
                        "select archive from personal_export where id = ?", row -> row.bytes(1), id)
                .orElseThrow();
    }

    /** By the books: the container knows only roles that some bean of this module allows. */
    private boolean mayAskForOthers() {
        var roles =
                PermissionMatrix.ours()
                        .rolesWith(Permissions.PRIVACY_EXPORT)
                        .toArray(String[]::new);
        return database.first(
                        "select bound_has_role(variadic ?)", row -> row.flag(1), (Object) roles)
                .orElse(false);
    }

    private static ExportRow row(Database.Row row) throws SQLException {
        return new ExportRow(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.flag(5),
                row.instant(6),
                row.text(7),
                row.optionalInstant(8),
                row.optionalText(9),
                row.big(10));
    }
}
