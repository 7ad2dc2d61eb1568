package org.countersign.tenancy.vendor;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;

/**
 * Work orders of vendors. Staff write them, the client's owner or approver says yes to exactly the
 * terms they saw, the vendor's people accept the texts and work until the end; the database repeats
 * each of these rules.
 */
@Stateless
@RolesAllowed(Permissions.ASSIGNMENTS_READ)
public class Assignments {

    public static final int REASON_MAX = 500;

    private static final Listing<AssignmentRow> LISTING =
            new Listing<>(
                    """
                    o.id, o.title, o.vendor_id, o.vendor_name, o.starts_at, o.ends_at, o.shown_state, o.waiting_number,
                    o.working, o.created_by, o.ended_at, o.end_reason, o.version,
                    o.brand_name, o.brand_id, o.initials, o.colour, o.zone, o.client_id, o.client_name, o.campaign_id,
                    o.campaign_name""",
                    "assignment_overview o",
                    "o.id",
                    "o.ends_at desc",
                    Map.of(
                            "title", "o.title",
                            "vendor", "o.vendor_name",
                            "brand", "o.brand_name",
                            "state", "o.shown_state",
                            "starts", "o.starts_at",
                            "ends", "o.ends_at"),
                    Assignments::row,
                    AssignmentRow::id);

    private static final String TERMS =
            """
            select t.number, t.campaign_id, k.name, t.starts_at, t.ends_at, t.brief, t.deliverables, t.territory,
                   t.rights_term, t.media, t.exclusive, t.nda_id, t.rights_id, encode(t.digest, 'hex'),
                   coalesce(p.name, t.written_by), t.written_at, b.zone
            from assignment_terms t
            join assignment a on a.agency_id = t.agency_id and a.id = t.assignment_id
            join brand b on b.agency_id = a.agency_id and b.id = a.brand_id
            left join campaign k on k.agency_id = t.agency_id and k.id = t.campaign_id
            left join person p on p.agency_id = t.agency_id and p.id = t.written_by
            where t.assignment_id = ? and t.number =""";

    /** The caller may answer for the client of the assignment's brand. */
    private static final String ANSWERS =
            """
            select exists (select from brand b where b.agency_id = a.agency_id and b.id = a.brand_id
                     and (holds_mandate(a.agency_id, b.client_id, bound_person(), 'OWNER')
                       or holds_mandate(a.agency_id, b.client_id, bound_person(), 'APPROVER'))),
                   a.nda_id, a.rights_id
            from assignment a where a.id = ?""";

    @EJB Brands brands;
    @EJB VendorTexts texts;
    @Inject AssignmentMails mails;
    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Event<AssignmentEnding> ending;

    /**
     * Sorts by {@code title}, {@code vendor}, {@code brand}, {@code state}, {@code starts} or
     * {@code ends}; else what ends last comes first. A vendor's person sees those that are open.
     */
    public Page<AssignmentRow> list(@NotNull AssignmentFilter filter, Paging paging) {
        var where =
                new Where()
                        .and("o.vendor_id = ?", filter.vendorId())
                        .and("o.brand_id = ?", filter.brandId())
                        .within("o.shown_state", filter.states().stream().map(Enum::name).toList());
        if (filter.waiting()) {
            where.and("o.waiting_number is not null");
        }
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for an assignment the caller may not see
     */
    public AssignmentView find(@NotNull UUID id) {
        AssignmentRow row = row(id);
        record Asked(boolean answers, UUID nda, UUID rights) {}
        var asked =
                database.first(ANSWERS, a -> new Asked(a.flag(1), a.uuid(2), a.uuid(3)), id)
                        .orElseThrow();
        boolean ended = row.state() == AssignmentState.ENDED;
        return new AssignmentView(
                row,
                terms(id, "a.terms_number"),
                terms(id, "a.waiting_number"),
                fee(id),
                texts.find(asked.nda()),
                texts.find(asked.rights()),
                decisions(id),
                acceptances(id),
                asked.answers()
                        && row.waiting().isPresent()
                        && caller.may(Permissions.ASSIGNMENTS_APPROVE),
                !ended
                        && caller.may(Permissions.ASSIGNMENTS_END)
                        && (asked.answers() || !caller.isClientSide()),
                !row.working() && caller.may(Permissions.ASSIGNMENTS_ACCEPT));
    }

    /**
     * @return the new draft's id
     * @throws InvalidInputException while the agency has no text to accept
     */
    @RolesAllowed(Permissions.ASSIGNMENTS_PROPOSE)
    public UUID create(
            @NotNull UUID vendorId, @NotNull UUID brandId, @NotNull @Valid AssignmentDraft draft) {
        BrandRow brand = brands.find(brandId);
        if (database.first("select 1 from vendor where id = ?", r -> 1, vendorId).isEmpty()) {
            throw new NotFoundException("vendor");
        }
        requireDays(draft);
        requireCampaign(brand, draft);
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into assignment (id, vendor_id, brand_id, campaign_id, title, state, starts_at, ends_at)
                values (?, ?, ?, ?, ?, 'DRAFT', ?, ?)""",
                id,
                vendorId,
                brand.id(),
                draft.campaignId().orElse(null),
                draft.title().strip(),
                from(draft, brand.zone()),
                until(draft, brand.zone()));
        write(id, draft, brand.zone(), newest(VendorText.Kind.NDA), newest(VendorText.Kind.RIGHTS));
        return id;
    }

    /**
     * Changes the terms. Before the client's yes they replace the old ones. After it they count at
     * once when they are no wider than what was approved; else they wait for the client, and the
     * approved ones stay in force meanwhile. Title and fee are not the client's to approve.
     *
     * @param version the version the person saw
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.ASSIGNMENTS_PROPOSE)
    public void change(@NotNull UUID id, long version, @NotNull @Valid AssignmentDraft draft) {
        AssignmentView view = find(id);
        requireDays(draft);
        BrandRow brand = brands.find(view.assignment().brand().orElseThrow().id());
        requireCampaign(brand, draft);
        changed(
                id,
                database.update(
                        "update assignment set title = ? where id = ? and version = ?",
                        draft.title().strip(),
                        id,
                        version));
        AssignmentTerms newest = view.waiting().or(view::terms).orElseThrow();
        boolean approved =
                view.assignment().state() == AssignmentState.APPROVED
                        || view.assignment().state() == AssignmentState.OPEN;
        UUID nda = approved ? newest.ndaId() : newest(VendorText.Kind.NDA);
        UUID rights = approved ? newest.rightsId() : newest(VendorText.Kind.RIGHTS);
        if (!same(newest, draft, nda, rights)) {
            write(id, draft, brand.zone(), nda, rights);
        } else {
            keepFee(id, draft);
        }
        AssignmentRow now = row(id);
        if (approved && now.waiting().isPresent()) {
            mails.askClient(now);
        }
    }

    /**
     * Puts the terms before the client and mails its owners and approvers.
     *
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.ASSIGNMENTS_PROPOSE)
    public void propose(@NotNull UUID id, long version) {
        row(id);
        changed(
                id,
                database.update(
                        "update assignment set state = 'PROPOSED' where id = ? and version = ?",
                        id,
                        version));
        mails.askClient(row(id));
    }

    /**
     * Takes back what waits for the client: a proposal becomes a draft again, a change of an
     * approved assignment is dropped.
     *
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.ASSIGNMENTS_PROPOSE)
    public void withdraw(@NotNull UUID id, long version) {
        AssignmentRow row = row(id);
        changed(
                id,
                row.state() == AssignmentState.PROPOSED
                        ? database.update(
                                "update assignment set state = 'DRAFT' where id = ? and version = ?",
                                id,
                                version)
                        : database.update(
                                "update assignment set waiting_number = null where id = ? and version = ?",
                                id,
                                version));
    }

    /**
     * The client's yes or no, by an owner or approver of the client.
     *
     * @throws org.countersign.platform.GateRefusedException for anybody else, and for other terms
     *     than those that wait
     * @throws org.countersign.platform.NotPermittedException when Keycloak has not confirmed the
     *     caller lately
     */
    @RolesAllowed(Permissions.ASSIGNMENTS_APPROVE)
    public void decide(@NotNull UUID id, @NotNull @Valid AssignmentVerdict verdict) {
        caller.requireFresh();
        AssignmentRow row = row(id);
        int waiting =
                row.waiting()
                        .orElseThrow(
                                () ->
                                        new InvalidInputException(
                                                "state", "assignment.refused.not_waiting"));
        database.update(
                """
                insert into assignment_decision (id, assignment_id, terms_number, digest, kind, comment, acr)
                values (?, ?, ?, decode(?, 'hex'), ?, ?, ?)""",
                Ids.next(clock),
                id,
                waiting,
                verdict.digest(),
                verdict.kind(),
                verdict.comment().strip(),
                caller.person().map(AgencyPrincipal::acr).orElse(""));
        mails.tellAgency(row, verdict.kind(), verdict.comment());
        if (verdict.kind() == AssignmentDecision.Kind.APPROVE) {
            mails.tellVendor(row(id), "open", "");
        }
    }

    /**
     * Ends it now: its vendor's access closes with the commit.
     *
     * @param completed the work was done; else it ends early
     * @param stop whether what is scheduled of it is stopped too
     */
    @RolesAllowed(Permissions.ASSIGNMENTS_END)
    public void end(
            @NotNull UUID id,
            boolean completed,
            @NotNull @Size(max = REASON_MAX) String reason,
            boolean stop) {
        AssignmentRow row = row(id);
        if (stop) {
            ending.fire(new AssignmentEnding(id, reason.strip()));
        }
        database.update(
                "update assignment set state = 'ENDED', completed = ?, end_reason = ? where id = ?",
                completed,
                reason.strip(),
                id);
        mails.tellVendor(row, "ended", reason);
        mails.tellAgency(row, reason);
    }

    /**
     * The caller accepts the texts of an open assignment of their company; from now on it shows
     * them what it is about.
     *
     * @throws org.countersign.platform.GateRefusedException for other texts than it asks for
     */
    @RolesAllowed(Permissions.ASSIGNMENTS_ACCEPT)
    public void accept(@NotNull UUID id, @NotNull UUID ndaId, @NotNull UUID rightsId) {
        row(id);
        database.update(
                """
                insert into assignment_acceptance (assignment_id, nda_id, rights_id) values (?, ?, ?)
                on conflict do nothing""",
                id,
                ndaId,
                rightsId);
    }

    private void write(UUID id, AssignmentDraft draft, ZoneId zone, UUID nda, UUID rights) {
        database.update(
                """
                insert into assignment_terms (assignment_id, campaign_id, starts_at, ends_at, brief, deliverables, territory,
                                              media, rights_term, exclusive, nda_id, rights_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                id,
                draft.campaignId().orElse(null),
                from(draft, zone),
                until(draft, zone),
                draft.brief().strip(),
                draft.deliverables().strip(),
                draft.rights().territory().strip(),
                draft.rights().media().strip(),
                draft.rights().term().strip(),
                draft.rights().exclusive(),
                nda,
                rights);
        keepFee(id, draft);
    }

    private void keepFee(UUID id, AssignmentDraft draft) {
        if (draft.fee().isPresent() && !draft.fee().equals(fee(id))) {
            Money fee = draft.fee().get();
            database.update(
                    "insert into assignment_fee (id, assignment_id, amount, currency) values (?, ?, ?::numeric, ?)",
                    Ids.next(clock),
                    id,
                    fee.amount().toPlainString(),
                    fee.currency());
        }
    }

    private static boolean same(
            AssignmentTerms terms, AssignmentDraft draft, UUID nda, UUID rights) {
        var written =
                new RightsGranted(
                        draft.rights().territory().strip(),
                        draft.rights().term().strip(),
                        draft.rights().media().strip(),
                        draft.rights().exclusive());
        return terms.campaignId().equals(draft.campaignId())
                && terms.startsOn().equals(draft.startsOn())
                && terms.endsOn().equals(draft.endsOn())
                && terms.brief().equals(draft.brief().strip())
                && terms.deliverables().equals(draft.deliverables().strip())
                && terms.rights().equals(written)
                && terms.ndaId().equals(nda)
                && terms.rightsId().equals(rights);
    }

    private static void requireDays(AssignmentDraft draft) {
        if (draft.endsOn().isBefore(draft.startsOn())) {
            throw new InvalidInputException("endsOn", "assignment.refused.dates");
        }
    }

    private void requireCampaign(BrandRow brand, AssignmentDraft draft) {
        draft.campaignId()
                .filter(
                        campaign ->
                                database.first(
                                                "select 1 from campaign where id = ? and brand_id = ?",
                                                row -> 1,
                                                campaign,
                                                brand.id())
                                        .isEmpty())
                .ifPresent(
                        foreign -> {
                            throw new NotFoundException("campaign");
                        });
    }

    private UUID newest(VendorText.Kind kind) {
        return texts.newest(kind)
                .map(VendorText::id)
                .orElseThrow(
                        () -> new InvalidInputException("texts", "assignment.refused.no_text"));
    }

    private void changed(UUID id, int rows) {
        if (rows == 0) {
            row(id);
            throw new StaleException();
        }
    }

    private AssignmentRow row(UUID id) {
        return LISTING.first(database, new Where().and("o.id = ?", id))
                .orElseThrow(() -> new NotFoundException("assignment"));
    }

    private Optional<AssignmentTerms> terms(UUID id, String number) {
        return database.first(TERMS + " " + number, Assignments::terms, id);
    }

    private Optional<Money> fee(UUID id) {
        if (!caller.may(Permissions.FEES_READ)) {
            return Optional.empty();
        }
        return database.first(
                        """
                        select f.amount::text, f.currency from assignment_fee f where f.assignment_id = ?
                        order by f.set_at desc, f.id desc limit 1""",
                        row -> Vendors.money(row.optionalText(1), row.optionalText(2)),
                        id)
                .flatMap(fee -> fee);
    }

    private List<AssignmentDecision> decisions(UUID id) {
        return database.list(
                """
                select d.terms_number, d.kind, d.comment, coalesce(p.name, d.decided_by), d.decided_at
                from assignment_decision d left join person p on p.agency_id = d.agency_id and p.id = d.decided_by
                where d.assignment_id = ? order by d.decided_at desc""",
                row ->
                        new AssignmentDecision(
                                row.number(1),
                                AssignmentDecision.Kind.valueOf(row.text(2)),
                                row.text(3),
                                row.text(4),
                                row.instant(5)),
                id);
    }

    private List<Acceptance> acceptances(UUID id) {
        return database.list(
                """
                select coalesce(p.name, x.person_id), n.number, r.number, x.accepted_at
                from assignment_acceptance x
                join vendor_text n on n.agency_id = x.agency_id and n.id = x.nda_id
                join vendor_text r on r.agency_id = x.agency_id and r.id = x.rights_id
                left join person p on p.agency_id = x.agency_id and p.id = x.person_id
                where x.assignment_id = ? order by x.accepted_at desc""",
                row -> new Acceptance(row.text(1), row.number(2), row.number(3), row.instant(4)),
                id);
    }

    private static Instant from(AssignmentDraft draft, ZoneId zone) {
        return draft.startsOn().atStartOfDay(zone).toInstant();
    }

    private static Instant until(AssignmentDraft draft, ZoneId zone) {
        return draft.endsOn().plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static LocalDate first(Instant from, ZoneId zone) {
        return from.atZone(zone).toLocalDate();
    }

    private static LocalDate last(Instant until, ZoneId zone) {
        return until.minusNanos(1).atZone(zone).toLocalDate();
    }

    private static AssignmentTerms terms(Database.Row row) throws SQLException {
        ZoneId zone = ZoneId.of(row.text(17));
        return new AssignmentTerms(
                row.number(1),
                Optional.ofNullable(row.uuid(2)),
                row.optionalText(3),
                first(row.instant(4), zone),
                last(row.instant(5), zone),
                row.text(6),
                row.text(7),
                new RightsGranted(row.text(8), row.text(9), row.text(10), row.flag(11)),
                row.uuid(12),
                row.uuid(13),
                row.text(14),
                row.text(15),
                row.instant(16));
    }

    private static AssignmentRow row(Database.Row row) throws SQLException {
        Optional<AssignmentRow.Brand> brand =
                row.optionalText(14).isPresent() ? Optional.of(brand(row)) : Optional.empty();
        ZoneId zone = brand.map(AssignmentRow.Brand::zone).orElse(ZoneOffset.UTC);
        return new AssignmentRow(
                row.uuid(1),
                row.text(2),
                row.uuid(3),
                row.text(4),
                brand,
                row.instant(5),
                row.instant(6),
                first(row.instant(5), zone),
                last(row.instant(6), zone),
                AssignmentState.valueOf(row.text(7)),
                row.optionalText(8).map(Integer::valueOf),
                row.flag(9),
                row.text(10),
                row.optionalInstant(11),
                row.text(12),
                row.big(13));
    }

    private static AssignmentRow.Brand brand(Database.Row row) throws SQLException {
        return new AssignmentRow.Brand(
                row.uuid(15),
                row.text(14),
                row.text(16),
                row.number(17),
                ZoneId.of(row.text(18)),
                row.uuid(19),
                row.text(20),
                Optional.ofNullable(row.uuid(21)),
                row.optionalText(22));
    }
}
