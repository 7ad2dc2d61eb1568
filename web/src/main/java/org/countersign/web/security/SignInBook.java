package org.countersign.web.security;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.tenancy.People;
import org.countersign.tenancy.access.OwnSessions;

/**
 * Notes with the agency who signed in, so that names and roles are known where people are listed.
 */
@ApplicationScoped
class SignInBook {

    private static final int KEPT_MAX = 10_000;

    @Inject People people;
    @EJB OwnSessions sessions;

    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    /** Notes the caller of this request, and the browser in which their session began. */
    void note(String browser) {
        people.signedIn();
        sessions.begun(browser);
    }

    /**
     * Notes the holder of a bearer token once per Keycloak session and node: the API has no login.
     */
    void noteOnce(AgencyPrincipal principal) {
        String key =
                principal.agencyId() + " " + principal.personId() + " " + principal.sessionId();
        if (noted.contains(key)) {
            return;
        }
        people.signedIn();
        if (noted.size() >= KEPT_MAX) {
            noted.clear();
        }
        noted.add(key);
    }
}
