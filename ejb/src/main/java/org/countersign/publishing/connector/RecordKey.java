package org.countersign.publishing.connector;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Keys of the AT protocol (TID): microseconds and ten random bits, sortable as text. */
final class RecordKey {

    private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecordKey() {}

    static String at(Instant now) {
        return of(ChronoUnit.MICROS.between(Instant.EPOCH, now), RANDOM.nextInt(1024));
    }

    static String of(long micros, int clock) {
        long value = ((micros & ((1L << 53) - 1)) << 10) | (clock & 1023);
        char[] key = new char[13];
        for (int i = key.length - 1; i >= 0; i--) {
            key[i] = ALPHABET.charAt((int) (value & 31));
            value >>>= 5;
        }
        return new String(key);
    }
}
