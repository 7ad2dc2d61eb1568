package org.countersign.tenancy.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
import org.countersign.platform.Reads;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;
import org.countersign.tenancy.Revocations;
import org.countersign.tenancy.Standings;

/**
 * The agency's programs, in the books. Their secrets are made by {@link ServiceSecrets}, which asks
 * Keycloak between two transactions of this class. Triggers hold the rules: the agency's owner
 * alone, a year at most, never again after it was revoked.
 */
@Stateless
@RolesAllowed(Permissions.SERVICES_MANAGE)
public class ServiceAccounts {

    /** Client ids of programs begin with it; the rest is the account's id. */
    public static final String CLIENT_PREFIX = "service-";

    private static final Listing<ServiceAccountRow> LISTING =
            new Listing<>(
                    """
                    s.id, s.name, s.scopes,
                    case when s.revoked_at is not null then 'REVOKED' when s.expires_at <= db_now() then 'EXPIRED'
                         when s.issued_at is null then 'NEW' else 'ACTIVE' end,
                    s.expires_at, s.subject, coalesce(p.name, s.created_by), s.created_at, s.issued_at, s.last_used_at,
                    s.revoked_at, s.keycloak_id, s.version""",
                    """
            service_account s left join person p on p.agency_id = s.agency_id and p.id = s.created_by""",
                    "s.id",
                    "s.revoked_at is not null, s.name",
                    Map.of("name", "s.name", "expires", "s.expires_at", "used", "s.last_used_at"),
                    ServiceAccounts::row,
                    ServiceAccountRow::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject Revocations revocations;

    /**
     * What {@link ServiceSecrets} has to know to ask Keycloak.
     *
     * @param realm the agency's
     * @param version after {@link #begin}
     */
    public record Plan(String realm, ServiceAccountRow account, long version) {}

    /** Sorts by {@code name}, {@code expires} or {@code used}. */
    @Reads
    public Page<ServiceAccountRow> list(Paging paging) {
        return LISTING.page(database, new Where(), paging);
    }

    /**
     * @throws NotFoundException for an account the agency does not have
     */
    @Reads
    public ServiceAccountRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("s.id = ?", id))
                .orElseThrow(() -> new NotFoundException("service"));
    }

    /**
     * Writes the account down; it can do nothing before it has a secret.
     *
     * @throws InvalidInputException for a scope no program can have, and a day that is over or too
     *     far away
     */
    public UUID create(@NotNull @Valid ServiceAccountDraft draft) {
        caller.requireFresh();
        if (!ServiceScopes.grantable().containsAll(draft.scopes())) {
            throw new InvalidInputException("scopes", "service.refused.scope");
        }
        Instant expires = draft.lastDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant now = database.now();
        if (!expires.isAfter(now)
                || draft.lastDay()
                        .isAfter(
                                now.atZone(ZoneOffset.UTC)
                                        .toLocalDate()
                                        .plusYears(1)
                                        .minusDays(1))) {
            throw new InvalidInputException("lastDay", "service.refused.expiry");
        }
        UUID id = Ids.next(clock);
        database.update(
                "insert into service_account (id, name, scopes, expires_at) values (?, ?, ?, ?)",
                id,
                draft.name().strip(),
                draft.scopes().stream().distinct().toArray(String[]::new),
                expires);
        return id;
    }

    /**
     * The wish for a secret, on the version that was seen.
     *
     * @throws StaleException when somebody was faster
     */
    public Plan begin(@NotNull UUID id, long version) {
        caller.requireFresh();
        var account = find(id);
        if (account.revoked() || "EXPIRED".equals(account.state())) {
            throw new InvalidInputException(
                    "state",
                    account.revoked() ? "service.refused.revoked" : "service.refused.expired");
        }
        step(id, version);
        return new Plan(caller.agencyId(), account, version + 1);
    }

    /**
     * What came of it. Tokens that were had with the secret before end at once, on other nodes
     * within ten seconds.
     *
     * @param subject the program's person in Keycloak
     */
    public ServiceAccountRow issued(
            @NotNull Plan plan, @NotNull String keycloakId, @NotNull String subject) {
        UUID id = plan.account().id();
        int changed =
                database.update(
                        """
                        update service_account set keycloak_id = ?, subject = ?, issued_at = clock_timestamp()
                        where id = ? and version = ?""",
                        keycloakId,
                        subject,
                        id,
                        plan.version());
        if (changed == 0) {
            throw new StaleException();
        }
        endTokens(subject);
        return find(id);
    }

    /**
     * Ends the account for good. The books say so at once, whatever Keycloak can be told.
     *
     * @throws StaleException when somebody changed it since
     */
    public Plan revoke(@NotNull UUID id, long version) {
        caller.requireFresh();
        var account = find(id);
        step(id, version);
        if (!account.revoked()) {
            database.update(
                    "update service_account set revoked_at = clock_timestamp() where id = ?", id);
        }
        account.person().ifPresent(this::endTokens);
        return new Plan(caller.agencyId(), account, version + 1);
    }

    /** Keycloak has forgotten the client. */
    public void clientGone(@NotNull UUID id) {
        database.update(
                "update service_account set keycloak_id = null where id = ? and revoked_at is not null",
                id);
    }

    private void step(UUID id, long version) {
        int changed =
                database.update(
                        "update service_account set version = version + 1 where id = ? and version = ?",
                        id,
                        version);
        if (changed == 0) {
            throw new StaleException();
        }
    }

    private void endTokens(String subject) {
        revocations.revokePerson(caller.agencyId(), subject, clock.instant());
        Standings.forget(caller.agencyId());
    }

    private static ServiceAccountRow row(Database.Row row) throws SQLException {
        return new ServiceAccountRow(
                row.uuid(1),
                row.text(2),
                List.copyOf(row.texts(3)),
                row.text(4),
                row.instant(5),
                row.optionalText(6),
                row.text(7),
                row.instant(8),
                row.optionalInstant(9),
                row.optionalInstant(10),
                row.optionalInstant(11),
                row.optionalText(12),
                row.big(13));
    }
}
