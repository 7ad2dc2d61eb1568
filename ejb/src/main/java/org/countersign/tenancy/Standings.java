package org.countersign.tenancy;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.platform.AgencyBinder;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Database;
import org.countersign.platform.Roles;

/**
 * Which roles a person holds, by the agency's own books: Keycloak says who somebody is, never what
 * they may do. The Keycloak adapter asks on each request, before the caller is known to the
 * container, and gets an answer that is five seconds old at most; a change made on this node counts
 * at once, see {@link #forget}.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Standings {

    private static final long KEPT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int KEPT_MAX = 20_000;

    private static final Map<Asked, Answer> ANSWERS = new ConcurrentHashMap<>();

    @Inject AgencyBinder binder;
    @Inject Database database;

    private record Asked(String agencyId, String personId) {}

    /** What the database said; a client's person needs one of the clients in their token too. */
    private record Found(Standing standing, List<String> clients) {}

    private record Answer(Optional<Found> found, long until) {}

    /**
     * Empty for who is not in the books, whose access has ended or not begun, who holds no role,
     * and for a client's person whom Keycloak counts among no organization that the books know them
     * in: then one of the two has let them go.
     */
    public Optional<Standing> of(AgencyPrincipal principal) {
        var asked = new Asked(principal.agencyId(), principal.personId());
        long now = System.nanoTime();
        Answer answer = ANSWERS.get(asked);
        if (answer == null || answer.until() - now < 0) {
            answer = new Answer(read(asked), now + KEPT_NANOS);
            if (ANSWERS.size() >= KEPT_MAX) {
                ANSWERS.clear();
            }
            ANSWERS.put(asked, answer);
        }
        return answer.found()
                .filter(found -> !found.standing().roles().isEmpty())
                .filter(found -> organizationKnown(found, principal))
                .map(Found::standing);
    }

    /** Has the next request of anybody in the agency ask the database again, on this node. */
    public static void forget(String agencyId) {
        ANSWERS.keySet().removeIf(asked -> asked.agencyId().equals(agencyId));
    }

    private static boolean organizationKnown(Found found, AgencyPrincipal principal) {
        return !"CLIENT".equals(found.standing().side())
                || !Collections.disjoint(found.clients(), principal.clientAliases());
    }

    private Optional<Found> read(Asked asked) {
        binder.bind(asked.agencyId(), "job:standing");
        return database.first(
                "select side, roles, clients from standing(?, ?)",
                row ->
                        new Found(
                                new Standing(
                                        row.text(1),
                                        Standing.SERVICE.equals(row.text(1))
                                                ? scopes(asked)
                                                : ours(row.texts(2))),
                                List.copyOf(row.texts(3))),
                asked.agencyId(),
                asked.personId());
    }

    /** None for a program whose account was revoked or has expired. */
    private Set<String> scopes(Asked asked) {
        return database.first(
                        "select coalesce(service_scopes(?, ?), '{}')",
                        row -> Set.copyOf(row.texts(1)),
                        asked.agencyId(),
                        asked.personId())
                .orElse(Set.of());
    }

    private static Set<String> ours(List<String> names) {
        return Set.copyOf(names.stream().filter(Roles.OF_PEOPLE::contains).toList());
    }
}
