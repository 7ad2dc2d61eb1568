package org.countersign.audit;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.platform.RefusedException;

/**
 * Keeps what was refused, in the agency's second chain. Called by pages and API after the refused
 * transaction has ended, with the caller still known; anybody signed in may leave such a trace.
 */
@Stateless
@PermitAll
public class Refusals {

    /**
     * Parts of an address that are our own: words of it, and ids. Whatever else was typed is not.
     */
    private static final Pattern OURS =
            Pattern.compile("v1|[a-z-]{1,30}(\\.xhtml)?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Inject AuditTrail trail;

    /**
     * @param where the page or API path that asked, without its query
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void record(RefusedException refusal, String where) {
        trail.write(
                "refusals",
                "request.refused",
                "path",
                ours(where),
                Map.of("reason", refusal.messageKey(), "path", where));
    }

    /** The chain never forgets, so it gets no more of an address than what we wrote ourselves. */
    static String ours(String path) {
        return Stream.of(path.split("/", -1))
                .map(part -> part.isEmpty() || OURS.matcher(part).matches() ? part : "*")
                .collect(Collectors.joining("/"));
    }
}
