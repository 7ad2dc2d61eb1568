package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedKeysTest {

    private static final JWKSet KEYS = new JWKSet();

    /** Answers at once until it is told to be slow. */
    private static final class Source implements JWKSetSource<SecurityContext> {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private volatile boolean slow;

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context) {
            if (slow) {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return KEYS;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void knownKeysServeWhileOneRequestAsksAgain() throws Exception {
        var source = new Source();
        var keys = new SharedKeys("realm", source, () -> false, new Turnstile(0));
        assertThat(get(keys, JWKSetCacheRefreshEvaluator.noRefresh())).isSameAs(KEYS);
        source.slow = true;
        var threads = Executors.newSingleThreadExecutor();
        try {
            var first = threads.submit(() -> get(keys, JWKSetCacheRefreshEvaluator.noRefresh()));
            assertThat(source.asked.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(get(keys, JWKSetCacheRefreshEvaluator.noRefresh())).isSameAs(KEYS);
            assertThatThrownBy(() -> get(keys, JWKSetCacheRefreshEvaluator.forceRefresh()))
                    .isInstanceOf(JWKSetUnavailableException.class);
            assertThat(first).isNotDone();

            source.answer.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).isSameAs(KEYS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static JWKSet get(SharedKeys keys, JWKSetCacheRefreshEvaluator evaluator)
            throws KeySourceException {
        return keys.getJWKSet(evaluator, 0, null);
    }
}
