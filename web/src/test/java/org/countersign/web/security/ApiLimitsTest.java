package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.countersign.tenancy.access.ApiQuota;
import org.countersign.web.security.ApiLimits.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiLimitsTest {

    /** As nanoTime may: near its overflow, so that comparing instants instead of spans shows. */
    final AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos());

    static final Optional<ApiQuota> USUAL = Optional.empty();

    final ApiLimits limits = new ApiLimits();

    @BeforeEach
    void configure() {
        limits.agencyPerMinute = 120;
        limits.callerPerMinute = 60;
        limits.strangerPerMinute = 30;
        limits.agencyAtOnce = 2;
        limits.read(now::get);
    }

    private void later(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** How many of a thousand requests sent at once are served. */
    private int served(String agency, String caller) {
        int served = 0;
        for (int i = 0; i < 1000; i++) {
            served += limits.caller(agency, caller, USUAL).granted() ? 1 : 0;
        }
        return served;
    }

    @Test
    void callerHasTheirQuotaAtOnceAndNoMore() {
        assertThat(served("harbour", "mara")).isEqualTo(60);

        var refused = limits.caller("harbour", "mara", USUAL);

        assertThat(refused.granted()).isFalse();
        assertThat(refused.violated()).isEqualTo("caller");
        assertThat(refused.tightest()).isEqualTo("caller");
        assertThat(refused.left()).isZero();
        assertThat(refused.retryAfter()).isEqualTo(1);
    }

    @Test
    void quotaComesBackSteadily() {
        served("harbour", "mara");

        later(Duration.ofMillis(999));
        assertThat(limits.caller("harbour", "mara", USUAL).granted()).isFalse();
        later(Duration.ofMillis(1));
        assertThat(served("harbour", "mara")).isEqualTo(1);
        later(Duration.ofSeconds(10));
        assertThat(served("harbour", "mara")).isEqualTo(10);
        later(Duration.ofHours(5));
        assertThat(served("harbour", "mara")).isEqualTo(60);
    }

    @Test
    void colleaguesShareTheAgencysQuotaAndNobodyElseDoes() {
        assertThat(served("harbour", "mara")).isEqualTo(60);
        assertThat(served("harbour", "tomasz")).isEqualTo(60);

        var refused = limits.caller("harbour", "nadia", USUAL);

        assertThat(refused.violated()).isEqualTo("agency");
        assertThat(refused.tightest()).isEqualTo("agency");
        assertThat(refused.left()).isZero();
        assertThat(served("lumen", "dario")).isEqualTo(60);
    }

    @Test
    void sameIdInAnotherAgencyIsAnotherCaller() {
        served("harbour", "person-1");

        assertThat(served("lumen", "person-1")).isEqualTo(60);
    }

    @Test
    void whomTheAgencysQuotaRefusesKeepsTheirOwn() {
        served("harbour", "mara");
        served("harbour", "tomasz");
        for (int i = 0; i < 100; i++) {
            assertThat(limits.caller("harbour", "nadia", USUAL).granted()).isFalse();
        }

        later(Duration.ofMinutes(1));

        assertThat(served("harbour", "nadia")).isEqualTo(60);
    }

    @Test
    void agencyWithAQuotaOfItsOwnHasThatFromTheNextRequestOn() {
        served("harbour", "mara");
        var own = Optional.of(new ApiQuota(15, 10));

        int served = 0;
        for (int i = 0; i < 100; i++) {
            served += limits.caller("harbour", "mara", own).granted() ? 1 : 0;
        }

        assertThat(served).isEqualTo(10);
        assertThat(limits.caller("harbour", "tomasz", own).policy())
                .startsWith("\"caller\";q=10;w=60, \"agency\";q=15;w=60");
        assertThat(served("lumen", "dario")).isEqualTo(60);
        assertThat(served("harbour", "mara")).isEqualTo(60);
    }

    @Test
    void strangersUseUpNothingOfTheAgencysPeople() {
        for (int i = 0; i < 1000; i++) {
            limits.stranger("harbour", "198.51.100.7");
        }

        assertThat(limits.stranger("harbour", "198.51.100.7").granted()).isFalse();
        assertThat(limits.stranger("harbour", "198.51.100.8").granted()).isTrue();
        assertThat(limits.stranger("lumen", "198.51.100.7").granted()).isTrue();
        assertThat(served("harbour", "mara")).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7, 198.51.100.8, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "one.example, another.example, true"
    })
    void strangersAreToldApartByNetwork(String one, String other, boolean same) {
        assertThat(ApiLimits.network(one).equals(ApiLimits.network(other))).isEqualTo(same);
    }

    @Test
    void headersNameAllPoliciesAndWhatIsTightest() {
        assertThat(limits.caller("harbour", "mara", USUAL))
                .isEqualTo(
                        new Verdict(
                                "\"caller\";q=60;w=60, \"agency\";q=120;w=60,"
                                        + " \"at-once\";q=2;qu=\"concurrent-requests\"",
                                "caller",
                                59,
                                1,
                                ""));
        served("harbour", "mara");
        limits.caller("harbour", "tomasz", USUAL);
        for (int i = 0; i < 10; i++) {
            limits.caller("harbour", "nadia", USUAL);
        }
        assertThat(limits.caller("harbour", "ola", USUAL).tightest()).isEqualTo("agency");
        assertThat(limits.caller("harbour", "ola", USUAL).left()).isEqualTo(47);
        assertThat(limits.stranger("harbour", "198.51.100.7").policy())
                .isEqualTo("\"address\";q=30;w=60");
    }

    @Test
    void fewOfAnAgencysRequestsAreUnderWayAtOnce() {
        assertThat(limits.begin("harbour")).isTrue();
        assertThat(limits.begin("harbour")).isTrue();
        assertThat(limits.begin("harbour")).isFalse();
        assertThat(limits.begin("lumen")).isTrue();

        limits.end("harbour");

        assertThat(limits.begin("harbour")).isTrue();
        assertThat(limits.begin("harbour")).isFalse();
        assertThat(limits.tooManyAtOnce().violated()).isEqualTo("at-once");
        assertThat(limits.tooManyAtOnce().retryAfter()).isEqualTo(1);
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIs() throws Exception {
        var served = new AtomicInteger();
        var start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            threads.submit(
                    () -> {
                        start.await();
                        served.addAndGet(served("harbour", "mara"));
                        return null;
                    });
        }
        start.countDown();
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(served).hasValue(60);
    }

    @Test
    void whoeverWalksThroughAddressesCostsBoundedMemory() {
        var buckets = new RequestBuckets();
        var one = RequestQuota.perMinute("address", 1);
        for (int i = 0; i < 2 * RequestBuckets.KEPT_MAX; i++) {
            buckets.of("stranger " + i, one, 0).take(0);
        }

        assertThat(buckets.kept()).isLessThanOrEqualTo(RequestBuckets.KEPT_MAX + 1);
        assertThat(buckets.of("one more", one, 0).take(0)).isFalse();
        long later = Duration.ofMinutes(2).toNanos();
        assertThat(buckets.of("later", one, later).take(later)).isTrue();
        assertThat(buckets.kept()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_001})
    void quotaThatMakesNoSenseStopsTheStart(long perMinute) {
        limits.callerPerMinute = perMinute;

        assertThatThrownBy(limits::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("caller");
    }
}
