package org.countersign.tenancy.operator;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.Database;
import org.countersign.tenancy.identity.KeycloakAdmin;

/**
 * Puts everything of a suspended agency into one ZIP file: each tenant table as the catalogue lists
 * it, pictures as files, the people and organizations of its realm, a manifest of digests signed
 * with the agency's key. Columns that open with the operator's key only are left out. The file is
 * stored in pieces in the operator's tenant, so that every node can hand it out.
 */
@ApplicationScoped
class AgencyArchive {

    private static final String JOB = "export";
    private static final int ROWS_AT_ONCE = 200;

    /** Every table that row-level security keeps for agencies, whatever feature made it. */
    private static final String TABLES =
            """
            select c.relname, has_table_privilege(current_user, c.oid, 'select')
            from pg_class c join pg_attribute x on x.attrelid = c.oid and x.attname = 'agency_id'
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
              and not c.relispartition
            order by c.relname""";

    @EJB AgencyWork agencyWork;
    @Inject KeycloakAdmin keycloak;
    @Inject Database database;
    @Inject AgencyKeys keys;
    @Inject AuditTrail trail;

    private record Table(String name, boolean readable) {}

    void make(Tasks.Work work) {
        boolean realm =
                keycloak.realms()
                        .find(work.slug())
                        .filter(found -> Marked.is(found, work.subjectId().toString()))
                        .isPresent();
        List<JsonObject> people = realm ? keycloak.users(work.slug()).all().toList() : List.of();
        List<JsonObject> companies = realm ? companies(work.slug()) : List.of();
        inOperator(
                () ->
                        database.update(
                                """
                                delete from agency_export_part p using agency_task k
                                where k.id = p.export_id and k.subject_id = ?""",
                                work.subjectId()));
        agencyWork.in(
                work.slug(),
                JOB,
                () -> {
                    trail.record(
                            "agency.exported",
                            "agency",
                            work.slug(),
                            Map.of("task", work.taskId()));
                    return 1;
                });
        var pieces = new Pieces(work.taskId());
        byte[] manifest =
                agencyWork.in(
                        work.slug(),
                        JOB,
                        () -> {
                            try (var archive =
                                    new ArchiveWriter(pieces, work.slug(), work.name())) {
                                archive.lines("keycloak/users.jsonl", people);
                                archive.lines("keycloak/organizations.jsonl", companies);
                                tables(archive, work.slug());
                                assets(archive);
                                return archive.finish(text -> keys.jws(text, ArchiveWriter.TYPE));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        inOperator(
                () ->
                        database.update(
                                """
                                insert into agency_export (id, subject_id, bytes, manifest) values (?, ?, ?, ?)
                                on conflict do nothing""",
                                work.taskId(),
                                work.subjectId(),
                                pieces.written,
                                CanonicalJson.sha256(manifest)));
    }

    private List<JsonObject> companies(String slug) {
        var organizations = keycloak.organizations(slug);
        return organizations
                .all()
                .map(
                        company ->
                                Json.createObjectBuilder(company)
                                        .add(
                                                "members",
                                                ArchiveWriter.ids(
                                                        organizations.members(
                                                                company.getString("id"))))
                                        .build())
                .toList();
    }

    private void tables(ArchiveWriter archive, String slug) throws IOException {
        List<Table> tables = database.list(TABLES, row -> new Table(row.text(1), row.flag(2)));
        for (Table table : tables) {
            if (!table.readable()) {
                continue; // audit notes, which become entries at each commit
            }
            // a file of its own says more than its bytes in a line
            boolean files = table.name().equals("asset");
            String list =
                    database
                            .list(
                                    "select name from archive_columns(?)",
                                    row -> row.text(1),
                                    table.name())
                            .stream()
                            .filter(column -> !(files && column.equals("bytes")))
                            .map(column -> '"' + column + '"')
                            .collect(Collectors.joining(", "));
            archive.begin("tables/" + table.name() + ".jsonl");
            database.each(
                    "select row_to_json(r)::text from (select "
                            + list
                            + " from public.\""
                            + table.name()
                            + "\" where agency_id = ?) r",
                    ROWS_AT_ONCE,
                    row -> archive.line(row.text(1)),
                    slug);
            archive.end();
        }
    }

    private void assets(ArchiveWriter archive) throws IOException {
        database.each(
                "select client_id::text, encode(sha256, 'hex'), media_type, bytes from asset",
                1,
                row ->
                        archive.file(
                                "assets/"
                                        + row.text(1)
                                        + "/"
                                        + row.text(2)
                                        + "."
                                        + row.text(3).substring("image/".length()),
                                row.bytes(4)));
    }

    private <T> T inOperator(Supplier<T> work) {
        return agencyWork.in(OperatorTenant.AGENCY, JOB, work);
    }

    /** Stores each megabyte in a transaction of its own. */
    private final class Pieces extends OutputStream {

        private static final int SIZE = 1 << 20;

        private final UUID task;
        private final byte[] piece = new byte[SIZE];
        private int filled;
        private int position;
        private long written;

        Pieces(UUID task) {
            this.task = task;
        }

        @Override
        public void write(int b) {
            piece[filled++] = (byte) b;
            if (filled == SIZE) {
                store();
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            int done = 0;
            while (done < length) {
                int now = Math.min(length - done, SIZE - filled);
                System.arraycopy(bytes, from + done, piece, filled, now);
                filled += now;
                done += now;
                if (filled == SIZE) {
                    store();
                }
            }
        }

        @Override
        public void close() {
            if (filled > 0) {
                store();
            }
        }

        private void store() {
            byte[] full = java.util.Arrays.copyOf(piece, filled);
            position++;
            written += filled;
            filled = 0;
            inOperator(
                    () ->
                            database.update(
                                    "insert into agency_export_part (export_id, position, bytes) values (?, ?, ?)",
                                    task,
                                    position,
                                    full));
        }
    }
}
