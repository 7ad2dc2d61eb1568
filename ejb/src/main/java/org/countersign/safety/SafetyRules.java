package org.countersign.safety;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
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
import org.countersign.safety.matching.Action;
import org.countersign.safety.matching.RuleDefinition;
import org.countersign.safety.matching.RuleKind;

/** The agency's brand-safety rules. A rule applies from its commit on, to scheduled posts too. */
@Stateless
@RolesAllowed(Permissions.RULES_READ)
public class SafetyRules {

    private static final Listing<RuleRow> LISTING =
            new Listing<>(
                    """
                    r.id, r.scope, r.scope_id, coalesce(a.name, c.name, b.name, h.handle, r.scope_id), r.kind, r.pattern,
                    r.action, r.title, r.rationale, r.citation, r.suggestion, coalesce(p.name, r.created_by), r.created_at,
                    r.version""",
                    """
            safety_rule r
            left join agency a on r.scope = 'AGENCY' and a.agency_id = r.agency_id
            left join client c on r.scope = 'CLIENT' and c.agency_id = r.agency_id and c.id::text = r.scope_id
            left join brand b on r.scope = 'BRAND' and b.agency_id = r.agency_id and b.id::text = r.scope_id
            left join channel h on r.scope = 'CHANNEL' and h.agency_id = r.agency_id and h.id::text = r.scope_id
            left join person p on p.agency_id = r.agency_id and p.id = r.created_by""",
                    "r.id",
                    "r.title",
                    Map.of("title", "r.title", "scope", "r.scope", "action", "r.action"),
                    SafetyRules::row,
                    RuleRow::id);

    /** A channel's policy does not know them: such a rule would never be asked. */
    private static final Set<Scope> NEVER_ASKED =
            EnumSet.of(Scope.CAMPAIGN, Scope.ASSIGNMENT, Scope.VENDOR);

    @Inject Database database;
    @Inject AuditTrail trail;
    @Inject Clock clock;

    /** Active rules; sorts by {@code title}, {@code scope} or {@code action}. */
    public Page<RuleRow> list(String text, Paging paging) {
        var where = new Where().and("r.active").containing("r.title", text);
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a rule that has ended, or never was
     */
    public RuleRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("r.active").and("r.id = ?", id))
                .orElseThrow(() -> new NotFoundException("rule"));
    }

    /**
     * @throws NotFoundException for a scope that the agency does not have
     * @throws InvalidInputException for a pattern that could never match, and for a scope that no
     *     channel's policy knows
     */
    @RolesAllowed(Permissions.RULES_WRITE)
    public UUID add(@NotNull @Valid RuleDraft draft) {
        if (NEVER_ASKED.contains(draft.scope())) {
            throw new InvalidInputException("scope", "rule.refused.campaign");
        }
        requireScope(draft.scope(), draft.scopeId());
        UUID id = Ids.next(clock);
        requireMatchable(id, draft);
        database.update(
                """
                insert into safety_rule (id, scope, scope_id, kind, pattern, action, title, rationale, citation,
                                         suggestion, created_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, bound_person())""",
                id,
                draft.scope(),
                draft.scopeId(),
                draft.kind(),
                draft.pattern().strip(),
                draft.action(),
                draft.title().strip(),
                draft.rationale().strip(),
                draft.citation().strip(),
                draft.suggestion().strip());
        trail.record(
                "rule.added",
                "rule",
                id,
                Map.of(
                        "scope",
                        draft.scope(),
                        "scopeId",
                        draft.scopeId(),
                        "action",
                        draft.action()));
        return id;
    }

    /**
     * Ends a rule; what it found stays in the evidence.
     *
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.RULES_RETIRE)
    public void retire(@NotNull UUID id, long version) {
        int changed =
                database.update(
                        "update safety_rule set active = false, version = version + 1 where id = ? and version = ? and active",
                        id,
                        version);
        if (changed == 0) {
            if (database.first("select 1 from safety_rule where id = ?", row -> 1, id).isEmpty()) {
                throw new NotFoundException("rule");
            }
            throw new StaleException();
        }
        trail.record("rule.retired", "rule", id, Map.of());
    }

    private static void requireMatchable(UUID id, RuleDraft draft) {
        var rule =
                new RuleDefinition(
                        id.toString(),
                        1,
                        RuleKind.valueOf(draft.kind()),
                        draft.pattern().strip(),
                        Action.valueOf(draft.action()),
                        draft.title(),
                        draft.rationale(),
                        draft.citation(),
                        Set.of(),
                        draft.suggestion());
        if (!rule.matchable()) {
            throw new InvalidInputException("pattern", "rule.refused.never_matches");
        }
    }

    private void requireScope(Scope scope, String id) {
        String table =
                switch (scope) {
                    case AGENCY -> "agency where agency_id";
                    case CLIENT -> "client where id::text";
                    case BRAND -> "brand where id::text";
                    case CHANNEL -> "channel where id::text";
                    default -> throw new IllegalArgumentException(scope.name());
                };
        if (database.first("select 1 from " + table + " = ?", row -> 1, id).isEmpty()) {
            throw new NotFoundException(scope.key());
        }
    }

    private static RuleRow row(Database.Row row) throws SQLException {
        return new RuleRow(
                row.uuid(1),
                Scope.valueOf(row.text(2)),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.text(9),
                row.text(10),
                row.text(11),
                row.text(12),
                row.instant(13),
                row.big(14));
    }
}
