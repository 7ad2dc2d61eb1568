package org.countersign.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
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
    private final JWSVerificationKeySelector<SecurityContext> selector;

    RealmKeys(String issuer, JWKSource<SecurityContext> source) {
        this.issuer = issuer;
        this.selector = new JWSVerificationKeySelector<>(ALGORITHMS, source);
    }

    static RealmKeys at(String issuer, URL jwksUri) {
        return at(issuer, jwksUri, BETWEEN_FETCHES);
    }

    static RealmKeys at(String issuer, URL jwksUri, Duration betweenFetches) {
        var retriever =
                new DefaultResourceRetriever(
                        (int) CONNECT.toMillis(), (int) READ.toMillis(), BYTES_MAX);
        return new RealmKeys(
                issuer,
                JWKSourceBuilder.create(jwksUri, retriever)
                        .cache(FRESH.toMillis(), CONNECT.plus(READ).toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(betweenFetches.toMillis())
                        .outageTolerant(STALE.toMillis())
                        .build());
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
        } catch (RateLimitReachedException unknownKey) {
            throw new TokenRefusedException("the token is signed with an unknown key", unknownKey);
        } catch (KeySourceException unavailable) {
            if (causedBy(unavailable, RateLimitReachedException.class)
                    && !causedBy(unavailable, JWKSetUnavailableException.class)) {
                throw new TokenRefusedException(
                        "the token is signed with an unknown key", unavailable);
            }
            throw new RealmUnavailableException(issuer, unavailable);
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
