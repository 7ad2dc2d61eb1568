package org.countersign.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The realms of all agencies as last seen. Only issuers of the agency directory are ever asked. */
@ApplicationScoped
class Realms {

    private static final long CONFIRMED_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long FAILED_NANOS = Duration.ofSeconds(3).toNanos();

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private static final class Seen {

        private volatile Realm realm;
        private long confirmedAt;
        private long failedAt;
        private boolean failing;
    }

    /** The realm as known; asked for only when it is not. Enough to check tokens. */
    Realm known(String issuer) throws RealmUnavailableException {
        var entry = seen.computeIfAbsent(issuer, unknown -> new Seen());
        Realm realm = entry.realm;
        return realm == null ? reachable(issuer) : realm;
    }

    /**
     * The realm, having answered within the last ten seconds: sending a browser to a Keycloak that
     * is down would leave the person with the browser's own error page. After a failure all who ask
     * within three seconds fail at once, so that an outage holds no threads.
     */
    Realm reachable(String issuer) throws RealmUnavailableException {
        var entry = seen.computeIfAbsent(issuer, unknown -> new Seen());
        synchronized (entry) {
            long now = System.nanoTime();
            if (entry.failing && now - entry.failedAt < FAILED_NANOS) {
                throw new RealmUnavailableException(issuer, null);
            }
            if (entry.failing
                    || entry.realm == null
                    || now - entry.confirmedAt >= CONFIRMED_NANOS) {
                entry.failing = true;
                try {
                    entry.realm = Realm.discover(issuer, entry.realm);
                    entry.failing = false;
                } finally {
                    entry.confirmedAt = entry.failedAt = System.nanoTime();
                }
            }
            return entry.realm;
        }
    }
}
