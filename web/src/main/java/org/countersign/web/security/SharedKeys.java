package org.countersign.web.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * While one request asks for a realm's keys again, those that can be checked with the known ones go
 * on with them. Only a request that needs a key nobody has seen waits, and only so many do.
 */
final class SharedKeys implements JWKSetSource<SecurityContext> {

    /** Under traffic the known keys are confirmed all the time; after a pause one asks first. */
    private static final long LATELY = Duration.ofSeconds(20).toNanos();

    private final String issuer;
    private final JWKSetSource<SecurityContext> source;
    private final BooleanSupplier outage;
    private final Turnstile turnstile;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known;

    private record Known(JWKSet keys, long at) {}

    /**
     * @param outage true when the source gives what it has because there is nothing newer to be had
     */
    SharedKeys(
            String issuer,
            JWKSetSource<SecurityContext> source,
            BooleanSupplier outage,
            Turnstile turnstile) {
        this.issuer = issuer;
        this.source = source;
        this.outage = outage;
        this.turnstile = turnstile;
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        if (asking.tryLock()) {
            return ask(evaluator, now, context);
        }
        var lately = known;
        if (lately != null
                && System.nanoTime() - lately.at() < LATELY
                && !evaluator.requiresRefresh(lately.keys())) {
            return lately.keys();
        }
        try {
            return turnstile.pass(
                    issuer,
                    () -> {
                        asking.lock();
                        return ask(evaluator, now, context);
                    });
        } catch (RealmUnavailableException full) {
            throw new JWKSetUnavailableException(full.getMessage(), full);
        }
    }

    /** Expects the lock to be held, and gives it back. */
    private JWKSet ask(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        try {
            boolean newWanted = known != null && evaluator.requiresRefresh(known.keys());
            var keys = source.getJWKSet(evaluator, now, context);
            known = new Known(keys, System.nanoTime());
            if (newWanted && outage.getAsBoolean()) {
                throw new JWKSetUnavailableException("newer keys cannot be had issuer=" + issuer);
            }
            return keys;
        } finally {
            asking.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
