package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;

/** What is kept of the brands the caller may see; their agency's leading people change it. */
@Stateless
@RolesAllowed(Permissions.BRANDS_READ)
public class BrandProfiles {

    @EJB Brands brands;
    @EJB Clients clients;
    @Inject Database database;
    @Inject AuditTrail trail;
    @Inject Clock clock;

    /**
     * @throws NotFoundException for a brand the caller may not see
     */
    public BrandProfile find(@NotNull UUID id) {
        BrandRow brand = brands.find(id);
        return database.first(
                        "select sector, jurisdictions, voice, voice_do, voice_dont, working_days from brand where id = ?",
                        row ->
                                new BrandProfile(
                                        brand,
                                        row.text(1),
                                        row.texts(2),
                                        row.text(3),
                                        row.texts(4),
                                        row.texts(5),
                                        WorkCalendar.of(row.text(6), holidays(id)),
                                        links(id)),
                        id)
                .orElseThrow(() -> new NotFoundException("brand"));
    }

    /**
     * A new brand of a client that is there.
     *
     * @throws InvalidInputException naming the field that makes no sense
     */
    @RolesAllowed(Permissions.BRANDS_WRITE)
    public UUID create(@NotNull UUID clientId, @NotNull @Valid BrandDraft draft) {
        UUID client = clients.find(clientId).id();
        draft.requireSense();
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into brand (id, client_id, name, initials, colour, zone, languages)
                values (?, ?, ?, ?, ?, ?, ?)""",
                id,
                client,
                draft.name().strip(),
                draft.initials().strip(),
                (short) draft.colour(),
                draft.zone(),
                String.join(",", draft.languages()));
        keep(id, draft);
        trail.record("brand.created", "brand", id, Map.of("client", client));
        return id;
    }

    /**
     * @param version the version the person saw
     * @throws StaleException when somebody changed it since
     * @throws InvalidInputException naming the field that makes no sense
     */
    @RolesAllowed(Permissions.BRANDS_WRITE)
    public void change(@NotNull UUID id, long version, @NotNull @Valid BrandDraft draft) {
        brands.find(id);
        draft.requireSense();
        int changed =
                database.update(
                        """
                        update brand set name = ?, initials = ?, colour = ?, zone = ?, languages = ?, version = version + 1
                        where id = ? and version = ?""",
                        draft.name().strip(),
                        draft.initials().strip(),
                        (short) draft.colour(),
                        draft.zone(),
                        String.join(",", draft.languages()),
                        id,
                        version);
        if (changed == 0) {
            throw new StaleException();
        }
        keep(id, draft);
        trail.record("brand.changed", "brand", id, Map.of());
    }

    private void keep(UUID id, BrandDraft draft) {
        database.update(
                """
                update brand set sector = ?, jurisdictions = ?, voice = ?, voice_do = ?, voice_dont = ?, working_days = ?
                where id = ?""",
                draft.sector().strip(),
                draft.jurisdictions().toArray(String[]::new),
                draft.voice().strip(),
                stripped(draft.voiceDo()),
                stripped(draft.voiceDont()),
                new WorkCalendar(draft.workingDays(), Map.of()).numbers(),
                id);
        database.update("delete from brand_holiday where brand_id = ?", id);
        draft.holidayNames()
                .forEach(
                        (day, name) ->
                                database.update(
                                        "insert into brand_holiday (brand_id, day, name) values (?, ?, ?)",
                                        id,
                                        day,
                                        name));
        keepLinks(id, draft.links());
    }

    /** A link that stays keeps what is known of it. */
    private void keepLinks(UUID id, List<BrandLink> wanted) {
        Set<BrandLink> fresh = new HashSet<>(wanted);
        links(id).stream()
                .map(CheckedLink::link)
                .filter(there -> !fresh.remove(there))
                .forEach(
                        gone ->
                                database.update(
                                        "delete from brand_link where brand_id = ? and kind = ? and url = ?",
                                        id,
                                        gone.kind(),
                                        gone.url()));
        fresh.forEach(
                link ->
                        database.update(
                                "insert into brand_link (id, brand_id, kind, url) values (?, ?, ?, ?)",
                                Ids.next(clock),
                                id,
                                link.kind(),
                                link.url()));
    }

    private Map<LocalDate, String> holidays(UUID id) {
        var holidays = new LinkedHashMap<LocalDate, String>();
        database.list(
                        "select day, name from brand_holiday where brand_id = ? order by day",
                        row -> new BrandHoliday(row.date(1), row.text(2)),
                        id)
                .forEach(holiday -> holidays.put(holiday.day(), holiday.name()));
        return holidays;
    }

    private List<CheckedLink> links(UUID id) {
        return database.list(
                "select kind, url, checked_at, failure from brand_link where brand_id = ? order by kind, url",
                row ->
                        new CheckedLink(
                                new BrandLink(BrandLink.Kind.valueOf(row.text(1)), row.text(2)),
                                row.optionalInstant(3),
                                row.optionalText(4)),
                id);
    }

    private static String[] stripped(List<String> words) {
        return words.stream().map(String::strip).distinct().toArray(String[]::new);
    }
}
