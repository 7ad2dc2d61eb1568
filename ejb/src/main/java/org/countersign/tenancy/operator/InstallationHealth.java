package org.countersign.tenancy.operator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.platform.Database;
import org.countersign.platform.Permissions;

/** How the parts of the installation do, in numbers without any agency's content. */
@Stateless
@RolesAllowed(Permissions.INSTALLATION_READ)
public class InstallationHealth {

    @Inject Database database;

    /**
     * Work of one kind.
     *
     * @param kind {@code publication}, {@code outbox} or {@code agency_task}
     * @param waiting all that is noted, whenever it is due
     * @param overdue due for more than two minutes
     * @param failing mails that failed or are tried again
     * @param oldest since when the oldest is due
     */
    public record Backlog(
            String kind, long waiting, long overdue, long failing, Optional<Instant> oldest) {}

    /**
     * The database.
     *
     * @param bytes size on disk
     * @param connections open ones
     */
    public record DatabaseFacts(String version, long bytes, long connections) {}

    public List<Backlog> backlog() {
        return database.list(
                "select kind, waiting, overdue, failing, oldest from installation_backlog() order by kind",
                row ->
                        new Backlog(
                                row.text(1),
                                row.big(2),
                                row.big(3),
                                row.big(4),
                                row.optionalInstant(5)));
    }

    public DatabaseFacts database() {
        return database.first(
                        """
                        select split_part(version(), ' ', 2), pg_database_size(current_database()),
                               (select count(*) from pg_stat_activity where datname = current_database())""",
                        row -> new DatabaseFacts(row.text(1), row.big(2), row.big(3)))
                .orElseThrow();
    }

    /** How many agencies are in which state. */
    public Map<String, Long> agencies() {
        return database
                .list(
                        """
                        select case when erased_at is null then coalesce(agency_state(slug), 'PROVISIONING') else 'ERASED' end,
                               count(*) from provisioned_agency group by 1""",
                        row -> Map.entry(row.text(1), row.big(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
