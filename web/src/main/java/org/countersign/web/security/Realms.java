package org.countersign.web.security;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The realms of all agencies as last seen. Only issuers of the agency directory are ever asked, and
 * only so many requests wait for an answer at a time: 60 of the server's 200 threads.
 */
@ApplicationScoped
class Realms {

    static final int WAITING_TO_SIGN_IN = 40;
    static final int WAITING_FOR_KEYS = 20;

    private static final long CONFIRMED_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long FAILED_NANOS = Duration.ofSeconds(3).toNanos();

    /** As long as asking takes at most, and as long as what was asked before counts. */
    private static final long BELIEVED_NANOS =
            CONFIRMED_NANOS + RealmKeys.CONNECT.plus(RealmKeys.READ).toNanos();

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Turnstile signIns = new Turnstile(WAITING_TO_SIGN_IN);
    private final Turnstile keys = new Turnstile(WAITING_FOR_KEYS);

    /**
     * What was found out.
     *
     * @param realm null when it never answered
     * @param failed the last question got no answer
     */
    private record Found(Realm realm, boolean failed, long at) {

        boolean lately(long span) {
            return System.nanoTime() - at < span;
        }
    }

    private static final class Seen {

        private final ReentrantLock asking = new ReentrantLock();
        private volatile Found found;
    }

    /** The realm as known; asked for only when it is not. Enough to check tokens. */
    Realm known(String issuer) throws RealmUnavailableException {
        var found = entry(issuer).found;
        return found == null || found.realm() == null ? reachable(issuer) : found.realm();
    }

    /**
     * The realm, having answered within the last ten seconds: sending a browser to a Keycloak that
     * is down would leave the person with the browser's own error page. After a failure all who ask
     * within three seconds fail at once, and so does everybody for whom there is no place to wait,
     * so that an outage holds few threads.
     */
    Realm reachable(String issuer) throws RealmUnavailableException {
        var entry = entry(issuer);
        var found = entry.found;
        if (settled(found)) {
            return realmOf(issuer, found);
        }
        boolean believed = found != null && !found.failed() && found.lately(BELIEVED_NANOS);
        if (believed && entry.asking.isLocked()) {
            return found.realm();
        }
        return signIns.pass(issuer, () -> askUnlessSettled(issuer, entry));
    }

    private Realm askUnlessSettled(String issuer, Seen entry) throws RealmUnavailableException {
        entry.asking.lock();
        try {
            if (!settled(entry.found)) {
                ask(issuer, entry);
            }
            return realmOf(issuer, entry.found);
        } finally {
            entry.asking.unlock();
        }
    }

    /** Trades the code for tokens; a code is good once. */
    Realm.Granted redeem(Realm realm, AuthorizationCode code, SignInAttempt attempt, URI callback)
            throws TokenRefusedException, RealmUnavailableException {
        return signIns.pass(realm.issuer(), () -> realm.redeem(code, attempt, callback));
    }

    private Seen entry(String issuer) {
        return seen.computeIfAbsent(issuer, unknown -> new Seen());
    }

    private static boolean settled(Found found) {
        return found != null && found.lately(found.failed() ? FAILED_NANOS : CONFIRMED_NANOS);
    }

    private static Realm realmOf(String issuer, Found found) throws RealmUnavailableException {
        if (found.failed()) {
            throw new RealmUnavailableException(issuer, null);
        }
        return found.realm();
    }

    private void ask(String issuer, Seen entry) throws RealmUnavailableException {
        var known = entry.found == null ? null : entry.found.realm();
        try {
            var realm = Realm.discover(issuer, known, keys);
            entry.found = new Found(realm, false, System.nanoTime());
        } catch (RealmUnavailableException | RuntimeException unanswered) {
            entry.found = new Found(known, true, System.nanoTime());
            throw unanswered;
        }
    }
}
