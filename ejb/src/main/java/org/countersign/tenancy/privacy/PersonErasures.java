package org.countersign.tenancy.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/**
 * Erasing people (GDPR Art. 17), and legal holds against it. The books forget name and mail in the
 * transaction that asks; Keycloak forgets by the worker. What shows who consented to what stays,
 * under a number.
 */
@Stateless
@RolesAllowed(Permissions.PRIVACY_PEOPLE)
public class PersonErasures {

    public static final int REASON_MAX = 500;

    private static final Listing<PersonRecord> PEOPLE =
            new Listing<>(
                    "p.id, p.name, p.mail, p.side, erasure_waits_for(p.id), may_erase(p.id)",
                    "person p",
                    "p.id",
                    "p.name",
                    Map.of("name", "p.name"),
                    row ->
                            new PersonRecord(
                                    row.text(1),
                                    row.text(2),
                                    row.text(3),
                                    row.text(4),
                                    row.optionalText(5),
                                    row.flag(6)),
                    PersonRecord::id);

    private static final Listing<ErasureRow> ERASURES =
            new Listing<>(
                    """
                    e.id, e.person_id, p.name, e.words, coalesce(a.name, e.asked_by), e.asked_at,
                    e.identity_gone_at is not null, e.done_at, e.failure""",
                    """
                    person_erasure e join person p on p.agency_id = e.agency_id and p.id = e.person_id
                    left join person a on a.agency_id = e.agency_id and a.id = e.asked_by""",
                    "e.id",
                    "e.asked_at desc",
                    Map.of(),
                    PersonErasures::erasure,
                    ErasureRow::id);

    private static final Listing<HoldOnErasure> HOLDS =
            new Listing<>(
                    "h.id, h.person_id, p.name, h.reason, coalesce(a.name, h.placed_by), h.placed_at, h.ended_at",
                    """
                    erasure_hold h join person p on p.agency_id = h.agency_id and p.id = h.person_id
                    left join person a on a.agency_id = h.agency_id and a.id = h.placed_by""",
                    "h.id",
                    "h.ended_at nulls first, h.placed_at desc",
                    Map.of(),
                    PersonErasures::hold,
                    HoldOnErasure::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject PrivacyMails mails;

    /** Whom the caller answers for, or keeps the privacy of; sorts by {@code name}. */
    public Page<PersonRecord> people(String text, Paging paging) {
        var where =
                new Where()
                        .and("(keeps_privacy() or may_erase(p.id))")
                        .within("p.side", List.of("AGENCY", "CLIENT", "VENDOR"))
                        .containing("p.name || ' ' || p.mail", text);
        return PEOPLE.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a person the caller does not answer for
     */
    public PersonRecord person(@NotNull String id) {
        var where = new Where().and("p.id = ?", id).and("(keeps_privacy() or may_erase(p.id))");
        return PEOPLE.first(database, where).orElseThrow(() -> new NotFoundException("person"));
    }

    /** Newest first. */
    public Page<ErasureRow> list(Paging paging) {
        return ERASURES.page(database, new Where(), paging);
    }

    /**
     * @throws NotFoundException for an erasure the caller may not see
     */
    public ErasureRow find(@NotNull UUID id) {
        return ERASURES.first(database, new Where().and("e.id = ?", id))
                .orElseThrow(() -> new NotFoundException("erasure"));
    }

    /**
     * Erases a person. Cannot be undone. The person is told by a last mail, which goes with it.
     *
     * @param words also what they wrote in decisions, submissions, stops and notes
     * @param language {@code en} or {@code de}, of the last mail
     * @throws NotFoundException for a person the caller does not answer for
     * @throws org.countersign.platform.GateRefusedException while a role, a mandate or a legal hold
     *     stands
     * @throws org.countersign.platform.NotPermittedException without a fresh sign-in
     */
    @RolesAllowed(Permissions.PRIVACY_ERASE)
    public UUID erase(@NotNull String personId, boolean words, @NotNull String language) {
        caller.requireFresh();
        PersonRecord person = person(personId);
        UUID id = Ids.next(clock);
        database.update(
                "insert into person_erasure (id, person_id, words) values (?, ?, ?)",
                id,
                personId,
                words);
        mails.erased(person.mail(), "de".equals(language) ? "de" : "en")
                .ifPresent(
                        notice ->
                                database.update(
                                        "update person_erasure set notice_id = ? where id = ?",
                                        notice,
                                        id));
        return id;
    }

    /** Those that stand first. */
    @RolesAllowed(Permissions.PRIVACY_HOLD)
    public Page<HoldOnErasure> holds(Paging paging) {
        return HOLDS.page(database, new Where(), paging);
    }

    /**
     * @throws NotFoundException for a hold of another agency
     */
    @RolesAllowed(Permissions.PRIVACY_HOLD)
    public HoldOnErasure holdOn(@NotNull UUID id) {
        return HOLDS.first(database, new Where().and("h.id = ?", id))
                .orElseThrow(() -> new NotFoundException("erasure_hold"));
    }

    /**
     * Has a person's erasure wait.
     *
     * @throws org.countersign.platform.NotPermittedException without a fresh sign-in
     */
    @RolesAllowed(Permissions.PRIVACY_HOLD)
    public UUID hold(@NotNull String personId, @NotBlank @Size(max = REASON_MAX) String reason) {
        caller.requireFresh();
        PersonRecord person = person(personId);
        if (person.held() || person.erased()) {
            throw new InvalidInputException(
                    "person", "erasure.refused." + person.waitsFor().orElseThrow());
        }
        UUID id = Ids.next(clock);
        database.update(
                "insert into erasure_hold (id, person_id, reason) values (?, ?, ?)",
                id,
                personId,
                reason.strip());
        return id;
    }

    /**
     * @throws NotFoundException for a hold of another agency
     */
    @RolesAllowed(Permissions.PRIVACY_HOLD)
    public void endHold(@NotNull UUID id) {
        caller.requireFresh();
        holdOn(id);
        database.update("update erasure_hold set ended_at = db_now() where id = ?", id);
    }

    private static ErasureRow erasure(Database.Row row) throws SQLException {
        return new ErasureRow(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.flag(4),
                row.text(5),
                row.instant(6),
                row.flag(7),
                row.optionalInstant(8),
                row.optionalText(9));
    }

    private static HoldOnErasure hold(Database.Row row) throws SQLException {
        return new HoldOnErasure(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.instant(6),
                row.optionalInstant(7));
    }
}
