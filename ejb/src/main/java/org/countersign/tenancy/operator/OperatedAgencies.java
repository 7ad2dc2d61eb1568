package org.countersign.tenancy.operator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Database;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/** The operator's books: agencies, what was done with them, their archives and certificates. */
@Stateless
@RolesAllowed(Permissions.AGENCIES_READ)
public class OperatedAgencies {

    private static final String STATE =
            "case when p.erased_at is null then agency_state(p.slug) else 'ERASED' end";

    private static final Listing<AgencyRow> LISTING =
            new Listing<>(
                    "p.id, p.slug, p.name, p.host, "
                            + STATE
                            + """
                            , p.owner_name, p.owner_mail, p.created_at,
                            case when p.erased_at is null then (agency_facts(p.slug)).people else 0 end,
                            case when p.erased_at is null then (agency_facts(p.slug)).last_at end,
                            (select k.state from agency_task k where k.subject_id = p.id
                              order by k.ordered_at desc, k.id desc limit 1),
                            p.legal_hold, p.version""",
                    "provisioned_agency p",
                    "p.id",
                    "p.name",
                    Map.of(
                            "name", "p.name",
                            "host", "p.host",
                            "state", STATE,
                            "created", "p.created_at"),
                    OperatedAgencies::row,
                    AgencyRow::id);

    @Inject Database database;
    @Inject Tasks tasks;
    @Inject AuditTrail trail;

    /**
     * An archive.
     *
     * @param manifest SHA-256 of its {@code manifest.json}
     * @param parts how many pieces it is stored in; none once the agency is erased
     */
    public record Archive(
            UUID id,
            Instant madeAt,
            long bytes,
            String manifest,
            Optional<Instant> downloadedAt,
            int parts) {}

    /**
     * Sorts by {@code name}, {@code host}, {@code state} or {@code created}.
     *
     * @param text part of the name, the short name or the host
     */
    public Page<AgencyRow> list(String text, Paging paging) {
        var where = new Where().containing("p.name || ' ' || p.slug || ' ' || p.host", text);
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for an unknown id
     */
    public AgencyRow find(UUID id) {
        return LISTING.first(database, new Where().and("p.id = ?", id))
                .orElseThrow(() -> new NotFoundException("agency"));
    }

    /** All that was ever ordered for the agency, the newest first. */
    public List<TaskRow> tasks(UUID id) {
        return tasks.of(id);
    }

    /**
     * What Keycloak could not be told of an agency's people and clients.
     *
     * @param failure key of why
     * @param tasks how many people and clients it is about
     */
    public record Trouble(String failure, long tasks) {}

    /** By cause; nothing while all is well or still tried. */
    public List<Trouble> troubles(UUID id) {
        AgencyRow agency = find(id);
        return "ERASED".equals(agency.state())
                ? List.of()
                : database.list(
                        "select failure, tasks from identity_troubles(?)",
                        row -> new Trouble(row.text(1), row.big(2)),
                        agency.slug());
    }

    /** The newest archive. */
    public Optional<Archive> archive(UUID id) {
        return database.first(
                """
                select e.id, e.made_at, e.bytes, encode(e.manifest, 'hex'), e.downloaded_at,
                       (select count(*) from agency_export_part x where x.export_id = e.id)
                from agency_export e where e.subject_id = ? order by e.made_at desc limit 1""",
                row ->
                        new Archive(
                                row.uuid(1),
                                row.instant(2),
                                row.big(3),
                                row.text(4),
                                row.optionalInstant(5),
                                row.number(6)),
                id);
    }

    /**
     * A piece of an archive, from 1; the last one marks it as downloaded.
     *
     * @throws NotFoundException when it is gone
     */
    @RolesAllowed(Permissions.AGENCIES_ERASE)
    public byte[] part(UUID archive, int position) {
        byte[] bytes =
                database.first(
                                """
                                select bytes from agency_export_part where export_id = ? and position = ?""",
                                row -> row.bytes(1),
                                archive,
                                position)
                        .orElseThrow(() -> new NotFoundException("archive"));
        boolean last =
                database.first(
                                """
                                select 1 from agency_export_part where export_id = ? and position > ?""",
                                row -> true,
                                archive,
                                position)
                        .isEmpty();
        if (last) {
            database.update(
                    "update agency_export set downloaded_at = db_now() where id = ?", archive);
            trail.record("agency.archive_downloaded", "archive", archive, Map.of());
        }
        return bytes;
    }

    /** The signed certificate of the erasure, a compact JWS. */
    public Optional<String> certificate(UUID id) {
        return database.first(
                "select certificate from erasure where subject_id = ? and certificate is not null",
                row -> row.text(1),
                id);
    }

    private static AgencyRow row(Database.Row row) throws SQLException {
        return new AgencyRow(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.optionalText(5).orElse("PROVISIONING"),
                row.text(6),
                row.text(7),
                row.instant(8),
                row.big(9),
                row.optionalInstant(10),
                row.optionalText(11),
                row.optionalText(12),
                row.big(13));
    }
}
