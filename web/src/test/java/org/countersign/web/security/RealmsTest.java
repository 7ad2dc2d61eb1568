package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealmsTest {

    private static final int REQUESTS = 120;

    final Realms realms = new Realms();
    final ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void realmThatHangsHoldsNoMoreRequestsThanThereArePlaces() throws Exception {
        try (var realm = new FakeRealm("hanging")) {
            realm.hang();
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                all.add(threads.submit(() -> unavailable(realm)));
            }

            int refusedAtOnce = 0;
            for (Future<Boolean> one : all) {
                refusedAtOnce += answeredWithin(one, 20) ? 1 : 0;
            }

            assertThat(refusedAtOnce).isGreaterThanOrEqualTo(REQUESTS - Realms.WAITING_TO_SIGN_IN);
            assertThat(all).allSatisfy(one -> assertThat(one.get(30, TimeUnit.SECONDS)).isTrue());
        }
    }

    @Test
    void realmThatFailedIsNotAskedAgainAtOnceAndHealsByItself() throws Exception {
        try (var realm = new FakeRealm("failing")) {
            realm.goDown();
            assertThat(unavailable(realm)).isTrue();
            realm.comeBack();
            assertThat(unavailable(realm)).isTrue();

            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (unavailable(realm)) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(realms.reachable(realm.issuer()).issuer()).isEqualTo(realm.issuer());
        }
    }

    @Test
    void knownRealmServesTokensWhileItIsDown() throws Exception {
        try (var realm = new FakeRealm("known")) {
            realms.reachable(realm.issuer());
            realm.goDown();

            assertThat(realms.known(realm.issuer()).issuer()).isEqualTo(realm.issuer());
        }
    }

    @Test
    void turnstileGivesPlacesBack() throws Exception {
        var turnstile = new Turnstile(1);

        assertThatThrownBy(
                        () -> turnstile.pass("one", () -> turnstile.pass("another", () -> "never")))
                .isInstanceOf(RealmUnavailableException.class);
        assertThat(turnstile.<String, RuntimeException>pass("again", () -> "served"))
                .isEqualTo("served");
    }

    private boolean unavailable(FakeRealm realm) {
        try {
            realms.reachable(realm.issuer());
            return false;
        } catch (RealmUnavailableException expected) {
            return true;
        }
    }

    private static boolean answeredWithin(Future<Boolean> one, long millis) throws Exception {
        try {
            return one.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException waiting) {
            return false;
        }
    }
}
