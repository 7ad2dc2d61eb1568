package org.countersign.publishing.connector;

import java.time.Instant;
import java.util.Objects;

/**
 * What was approved, and under which key it goes out.
 *
 * @param canonical the canonical bytes whose digest the decisions name
 * @param media the stored media behind the digests in it
 * @param recordKey fixed before the first try
 * @param createdAt fixed before the first try
 */
public record ApprovedVariant(
        byte[] canonical, MediaSource media, String recordKey, Instant createdAt) {

    /** Media by digest. */
    @FunctionalInterface
    public interface MediaSource {

        /** The stored bytes of this SHA-256 in lower-case hexadecimal; null if there are none. */
        byte[] bytes(String sha256);
    }

    public ApprovedVariant {
        canonical = canonical.clone();
        Objects.requireNonNull(media, "media");
        Objects.requireNonNull(recordKey, "recordKey");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    @Override
    public byte[] canonical() {
        return canonical.clone();
    }
}
