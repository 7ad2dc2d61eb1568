package org.countersign.tenancy.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Permissions;

/** How long the agency keeps what it does not have to keep for ever. */
@Stateless
@RolesAllowed(Permissions.PRIVACY_MANAGE)
public class Retention {

    /** Action of the daily run's entry. */
    static final String APPLIED = "retention.applied";

    @Inject Database database;
    @Inject Caller caller;

    public List<RetentionPeriod> periods() {
        return database.list(
                """
                select k.kind, coalesce(p.days, k.days_default), k.days_default, k.days_min, k.days_max
                from retention_kind k left join retention_period p on p.kind = k.kind order by k.position""",
                row ->
                        new RetentionPeriod(
                                RetentionKind.valueOf(row.text(1)),
                                row.number(2),
                                row.number(3),
                                row.number(4),
                                row.number(5)));
    }

    /** The last daily run, once there was one. */
    public Optional<RetentionRun> lastRun() {
        return database.first(
                """
                select e.at, (select coalesce(sum(d.value::bigint), 0) from json_each_text(e.detail::json) d)
                from audit_entry e where e.chain = 'main' and e.action = ? and e.subject_type = 'agency'
                order by e.sequence desc limit 1""",
                row -> new RetentionRun(row.instant(1), row.big(2)),
                APPLIED);
    }

    /**
     * @param days by kind; those that do not change are left alone
     * @throws InvalidInputException for days outside the kind's bounds
     * @throws org.countersign.platform.NotPermittedException without a fresh sign-in
     */
    public void keep(@NotNull Map<RetentionKind, Integer> days) {
        caller.requireFresh();
        for (RetentionPeriod period : periods()) {
            int wanted = days.getOrDefault(period.kind(), period.days());
            if (wanted < period.least() || wanted > period.most()) {
                throw new InvalidInputException(
                        period.kind().key(),
                        "retention.refused.days",
                        period.least(),
                        period.most());
            }
            if (wanted != period.days()) {
                database.update(
                        """
                        insert into retention_period (kind, days) values (?, ?)
                        on conflict (agency_id, kind) do update set days = excluded.days""",
                        period.kind(),
                        wanted);
            }
        }
    }
}
