package org.countersign.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A code that was mailed, as the asking browser's sign-in keeps it: salted and hashed, good once,
 * for a short while and for a few tries.
 */
record MailCode(String salt, String hash, Instant issued, int tries) {

    static final int DIGITS = 6;
    static final int TRIES_MAX = 5;
    static final Duration LASTS = Duration.ofMinutes(10);

    private static final int BOUND = 1_000_000;
    private static final int SALT_BYTES = 16;

    /** What goes into the mail, and what is kept of it. */
    record Fresh(String digits, MailCode kept) {

        /** As people read it aloud. */
        String spaced() {
            return digits.substring(0, DIGITS / 2) + " " + digits.substring(DIGITS / 2);
        }
    }

    enum Verdict {
        RIGHT,
        WRONG,
        /** Five tries were made: only a new code helps. */
        SPENT,
        EXPIRED
    }

    static Fresh issue(SecureRandom random, Instant now) {
        var digits = "%06d".formatted(random.nextInt(BOUND));
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var text = HexFormat.of().formatHex(salt);
        return new Fresh(digits, new MailCode(text, hash(text, digits), now, 0));
    }

    /** Judges one try; the caller keeps {@link #tried()} of it. */
    Verdict check(String typed, Instant now, Duration lasts) {
        if (tries >= TRIES_MAX) {
            return Verdict.SPENT;
        }
        if (!issued.plus(lasts).isAfter(now)) {
            return Verdict.EXPIRED;
        }
        var digits = typed == null ? "" : typed.replaceAll("[\\s-]", "");
        return MessageDigest.isEqual(hash(salt, digits).getBytes(UTF_8), hash.getBytes(UTF_8))
                ? Verdict.RIGHT
                : Verdict.WRONG;
    }

    MailCode tried() {
        return new MailCode(salt, hash, issued, tries + 1);
    }

    String note() {
        return salt + ":" + hash + ":" + issued.toEpochMilli() + ":" + tries;
    }

    static Optional<MailCode> of(String note) {
        if (note == null) {
            return Optional.empty();
        }
        try {
            var parts = note.split(":");
            return Optional.of(
                    new MailCode(
                            parts[0],
                            parts[1],
                            Instant.ofEpochMilli(Long.parseLong(parts[2])),
                            Integer.parseInt(parts[3])));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String hash(String salt, String digits) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((salt + digits).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
