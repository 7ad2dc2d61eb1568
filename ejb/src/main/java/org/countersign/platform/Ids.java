package org.countersign.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Ids that sort by the time they were made (UUID version 7, RFC 9562). */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new id of this millisecond. */
    public static UUID next(Clock clock) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long high =
                clock.instant().toEpochMilli() << 16
                        | 0x7000L
                        | (random[0] & 0x0FL) << 8
                        | random[1] & 0xFFL;
        long low = 0;
        for (int i = 2; i < 10; i++) {
            low = low << 8 | random[i] & 0xFFL;
        }
        return new UUID(high, low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }
}
