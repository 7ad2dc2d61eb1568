package org.countersign.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;

/**
 * The signing keys of one realm. They are fetched when a token names a key that is not known, twice
 * in 30 seconds at most, and at the latest every 5 minutes. While Keycloak cannot be reached they
 * serve for 15 minutes more; then tokens can no longer be checked and are refused. A key that the
 * realm withdraws is therefore believed for 5 minutes at most, or 20 during an outage.
 */
final class RealmKeys {

    static final Duration CONNECT = Duration.ofSeconds(2);
    static final Duration READ = Duration.ofSeconds(3);

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofMinutes(15);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final int BYTES_MAX = 256 * 1024;

    /** Public-key signatures only: no {@code none}, and nothing keyed with a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.PS256);

    private final String issuer;
    private final Published published;
    private final JWSVerificationKeySelector<SecurityContext> selector;

    private RealmKeys(String issuer, Published published, JWKSetSource<SecurityContext> known) {
        this.issuer = issuer;
        this.published = published;
        this.selector =
                new JWSVerificationKeySelector<>(ALGORITHMS, new JWKSetBasedJWKSource<>(known));
    }

    static RealmKeys at(String issuer, URL jwksUri, Turnstile turnstile) {
        return at(issuer, jwksUri, turnstile, BETWEEN_FETCHES);
    }

    static RealmKeys at(String issuer, URL jwksUri, Turnstile turnstile, Duration betweenFetches) {
        var published = new Published(issuer, jwksUri, turnstile);
        var kept =
                (JWKSetBasedJWKSource<SecurityContext>)
                        JWKSourceBuilder.create(published)
                                .cache(FRESH.toMillis(), CONNECT.plus(READ).toMillis())
                                .refreshAheadCache(false)
                                .rateLimited(betweenFetches.toMillis())
                                .outageTolerant(STALE.toMillis())
                                .build();
        return new RealmKeys(
                issuer,
                published,
                new SharedKeys(issuer, kept.getJWKSetSource(), () -> published.missing, turnstile));
    }

    /** What the realm publishes, and whether it could be had the last time. */
    private static final class Published extends URLBasedJWKSetSource<SecurityContext> {

        private final String issuer;
        private final Turnstile turnstile;
        private volatile boolean missing;

        Published(String issuer, URL jwksUri, Turnstile turnstile) {
            super(
                    jwksUri,
                    new DefaultResourceRetriever(
                            (int) CONNECT.toMillis(), (int) READ.toMillis(), BYTES_MAX));
            this.issuer = issuer;
            this.turnstile = turnstile;
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
                throws KeySourceException {
            missing = true;
            try {
                var keys = turnstile.pass(issuer, () -> super.getJWKSet(evaluator, now, context));
                missing = false;
                return keys;
            } catch (RealmUnavailableException full) {
                throw new JWKSetUnavailableException(full.getMessage(), full);
            }
        }
    }

    JWSVerificationKeySelector<SecurityContext> selector() {
        return selector;
    }

    /** The claims of a token whose signature is the realm's and whose claims the verifier takes. */
    JWTClaimsSet verified(String token, JWTClaimsSetVerifier<SecurityContext> verifier)
            throws TokenRefusedException, RealmUnavailableException {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(selector);
        processor.setJWTClaimsSetVerifier(verifier);
        return checked(
                () -> {
                    SignedJWT signed = SignedJWT.parse(token);
                    return processor.process(signed, null);
                });
    }

    /** A check of the library's; its failures as ours. */
    interface Check<T> {
        T run() throws ParseException, BadJOSEException, JOSEException;
    }

    <T> T checked(Check<T> check) throws TokenRefusedException, RealmUnavailableException {
        try {
            return check.run();
        } catch (KeySourceException noKey) {
            if (causedBy(noKey, RateLimitReachedException.class) && !published.missing) {
                throw new TokenRefusedException("the token is signed with an unknown key", noKey);
            }
            throw new RealmUnavailableException(issuer, noKey);
        } catch (ParseException malformed) {
            throw new TokenRefusedException("the token is malformed", malformed);
        } catch (BadJOSEException | JOSEException refused) {
            throw new TokenRefusedException(refused.getMessage(), refused);
        }
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
