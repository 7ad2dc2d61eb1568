package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/**
 * What a client's people may do for it (gate G3). Only an owner of that client appoints, ends and
 * confirms; the agency asks the first owner in and suggests others. Triggers hold each of these
 * rules, so that no other way leads around this one. Every change is mailed to all owners.
 */
@Stateless
@RolesAllowed(Permissions.MANDATES_READ)
public class Mandates {

    private static final Listing<MandateRow> LISTING =
            new Listing<>(
                    """
                    m.id, m.client_id, c.name, m.person_id, p.name, p.mail, m.kind,
                    coalesce((select b.name from person b where b.agency_id = m.agency_id and b.id = m.appointed_by), ''),
                    m.appointed_at, m.ends_at,
                    case when m.ended_at is not null or m.ends_at <= db_now() or not p.active then 'ENDED'
                         when m.suspended_at is not null then 'SUSPENDED'
                         when exists (select from invitation i where i.agency_id = p.agency_id and i.person_id = p.id
                                         and i.state = 'OPEN') then 'INVITED'
                         else 'ACTIVE' end""",
                    """
                    mandate m join client c on c.agency_id = m.agency_id and c.id = m.client_id
                    join person p on p.agency_id = m.agency_id and p.id = m.person_id""",
                    "m.id",
                    "c.name, p.name, m.kind",
                    Map.of(),
                    Mandates::row,
                    MandateRow::id);

    private static final Listing<ProposalRow> PROPOSALS =
            new Listing<>(
                    """
                    o.id, o.client_id, c.name, o.name, o.mail, o.kind, o.ends_at,
                    coalesce((select b.name from person b where b.agency_id = o.agency_id and b.id = o.proposed_by), ''), o.proposed_at""",
                    "mandate_proposal o join client c on c.agency_id = o.agency_id and c.id = o.client_id",
                    "o.id",
                    "o.proposed_at",
                    Map.of(),
                    Mandates::proposal,
                    ProposalRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Inviting inviting;
    @Inject PeopleMails mails;
    @Inject Event<PersonChanged> changed;
    @Inject Event<PersonEnded> ended;

    /** Those of today, suspended and future ones included; by client and name. */
    public Page<MandateRow> list(@NotNull Optional<UUID> client, Paging paging) {
        var where =
                new Where()
                        .and("m.ended_at is null and (m.ends_at is null or m.ends_at > db_now())")
                        .and("m.client_id = ?", client);
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a mandate the caller may not see
     */
    public MandateRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("m.id = ?", id))
                .orElseThrow(() -> new NotFoundException("mandate"));
    }

    /**
     * Appoints somebody, and invites them when nobody knows them yet.
     *
     * @return the mandate's id
     */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public UUID appoint(@NotNull @Valid MandateDraft draft) {
        caller.requireFresh();
        return give(draft);
    }

    /**
     * The agency asks a client's first owner in; nobody else of the client is the agency's to
     * appoint.
     *
     * @return the mandate's id
     */
    @RolesAllowed(Permissions.MANDATES_PROPOSE)
    public UUID inviteFirstOwner(
            @NotNull UUID client,
            @NotNull String name,
            @NotNull String mail,
            @NotNull String language) {
        caller.requireFresh();
        return give(new MandateDraft(client, name, mail, "OWNER", Optional.empty(), language));
    }

    /** Ends a mandate at once. */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public void end(@NotNull UUID id) {
        caller.requireFresh();
        endNow(id);
    }

    /** Takes back the invitation of a first owner who never came. */
    @RolesAllowed(Permissions.MANDATES_PROPOSE)
    public void withdrawFirstOwner(@NotNull UUID id) {
        caller.requireFresh();
        endNow(id);
    }

    /** Has a mandate end by itself at another time, or not at all. */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public void endAt(@NotNull UUID id, @NotNull Optional<Instant> endsAt) {
        caller.requireFresh();
        MandateRow mandate = find(id);
        database.update(
                "update mandate set ends_at = ?::timestamptz where id = ?",
                endsAt.map(Instant::toString).orElse(null),
                id);
        tell("end_changed", mandate);
    }

    /** An owner has somebody's invitation mailed again. */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public void resend(@NotNull UUID id) {
        inviting.resend(find(id).personId());
    }

    /** The agency has a client's invitation mailed again. */
    @RolesAllowed(Permissions.MANDATES_PROPOSE)
    public void resendForClient(@NotNull UUID id) {
        inviting.resend(find(id).personId());
    }

    // ---- suggestions ----

    /** Open suggestions, oldest first. */
    public List<ProposalRow> proposals(@NotNull Optional<UUID> client) {
        return PROPOSALS.all(
                database, new Where().and("o.state = 'OPEN'").and("o.client_id = ?", client));
    }

    /**
     * The agency suggests somebody.
     *
     * @return the suggestion's id
     */
    @RolesAllowed(Permissions.MANDATES_PROPOSE)
    public UUID propose(@NotNull @Valid MandateDraft draft) {
        requireClient(draft.clientId());
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into mandate_proposal (id, client_id, name, mail, kind, ends_at)
                values (?, ?, ?, ?, ?, ?::timestamptz)""",
                id,
                draft.clientId(),
                Inviting.name(draft.name()),
                Inviting.mail(draft.mail()),
                draft.kind(),
                draft.endsAt().map(Instant::toString).orElse(null));
        mails.mandate("proposed", draft.clientId(), draft.name(), draft.kind());
        return id;
    }

    /**
     * The owner agrees to a suggestion, which appoints that person.
     *
     * @return the mandate's id
     */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public UUID agree(@NotNull UUID proposal, @NotNull String language) {
        caller.requireFresh();
        ProposalRow row = settle(proposal, "CONFIRMED");
        return give(
                new MandateDraft(
                        row.clientId(),
                        row.name(),
                        row.mail(),
                        row.kind(),
                        row.endsAt(),
                        language));
    }

    /** The owner declines a suggestion. */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public void decline(@NotNull UUID proposal) {
        ProposalRow row = settle(proposal, "DECLINED");
        mails.mandate("declined", row.clientId(), row.name(), row.kind());
    }

    // ---- changed mail addresses ----

    /** Changed addresses of the client's people that wait for an owner. */
    @RolesAllowed(Permissions.MANDATES_READ)
    public List<MailChangeRow> mailChanges() {
        return database.list(
                "select "
                        + OwnMail.COLUMNS
                        + " and x.person_id <> bound_person() order by x.changed_at",
                OwnMail::row);
    }

    /** An owner says that the new address is that person's. */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public void confirmMail(@NotNull UUID change) {
        caller.requireFresh();
        MailChangeRow row =
                mailChanges().stream()
                        .filter(open -> open.id().equals(change))
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("mailChange"));
        database.update("update mail_change set state = 'CONFIRMED' where id = ?", change);
        database.list(
                        "select kind from mandate where client_id = ? and person_id = ? and ended_at is null",
                        kind -> kind.text(1),
                        row.clientId(),
                        row.personId())
                .forEach(kind -> mails.mandate("resumed", row.clientId(), row.personName(), kind));
        changed.fire(new PersonChanged(caller.agencyId(), row.personId()));
    }

    private UUID give(MandateDraft draft) {
        requireClient(draft.clientId());
        String person = inviting.clientPerson(draft.name(), draft.mail(), draft.language());
        UUID id = Ids.next(clock);
        database.update(
                "insert into mandate (id, client_id, person_id, kind, ends_at) values (?, ?, ?, ?, ?::timestamptz)",
                id,
                draft.clientId(),
                person,
                draft.kind(),
                draft.endsAt().map(Instant::toString).orElse(null));
        tell("given", find(id));
        return id;
    }

    private void endNow(UUID id) {
        MandateRow mandate = find(id);
        database.update("update mandate set ended_at = db_now() where id = ?", id);
        tell("ended", mandate);
        boolean last =
                database.first(
                                "select 1 where not belongs_somewhere(?)",
                                row -> 1,
                                mandate.personId())
                        .isPresent();
        if (last) {
            inviting.close(mandate.personId());
            ended.fire(new PersonEnded(caller.agencyId(), mandate.personId()));
        }
    }

    private ProposalRow settle(UUID id, String state) {
        ProposalRow row =
                PROPOSALS
                        .first(database, new Where().and("o.id = ? and o.state = 'OPEN'", id))
                        .orElseThrow(() -> new NotFoundException("proposal"));
        database.update("update mandate_proposal set state = ? where id = ?", state, id);
        return row;
    }

    private void requireClient(UUID client) {
        if (database.first("select 1 from client where id = ?", row -> 1, client).isEmpty()) {
            throw new NotFoundException("client");
        }
    }

    private void tell(String news, MandateRow mandate) {
        mails.mandate(news, mandate.clientId(), mandate.personName(), mandate.kind());
        changed.fire(new PersonChanged(caller.agencyId(), mandate.personId()));
    }

    private static MandateRow row(Database.Row row) throws SQLException {
        return new MandateRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.instant(9),
                row.optionalInstant(10),
                row.text(11));
    }

    private static ProposalRow proposal(Database.Row row) throws SQLException {
        return new ProposalRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.optionalInstant(7),
                row.text(8),
                row.instant(9));
    }
}
