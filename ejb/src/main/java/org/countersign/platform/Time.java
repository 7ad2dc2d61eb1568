package org.countersign.platform;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** The one clock of the application: UTC, in microseconds as the database keeps them. */
@Dependent
class Time {

    private static final Duration TICK = Duration.ofNanos(1000);

    @Produces
    Clock clock() {
        return Clock.tick(Clock.system(ZoneOffset.UTC), TICK);
    }
}
