package org.countersign.publishing;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.CanonicalJson;
import org.countersign.publishing.connector.ApprovedVariant;
import org.countersign.publishing.connector.ChannelAccess;

/**
 * All that one try needs, read in one transaction, used outside any.
 *
 * @param settle true to read the network instead of writing to it
 * @param media stored bytes by lower-case hex digest
 * @param appId the developer app whose budget the requests count against, if the network has such
 */
record Attempt(
        UUID publicationId,
        String network,
        boolean settle,
        byte[] canonical,
        Map<String, byte[]> media,
        String recordKey,
        Instant stampedAt,
        ChannelAccess access,
        Optional<UUID> appId) {

    ApprovedVariant variant() {
        return new ApprovedVariant(canonical, media::get, recordKey, stampedAt);
    }

    /** The bytes at hand are still those of the digest that was approved (G1). */
    static byte[] requireDigest(byte[] canonical, byte[] digest) {
        if (!Arrays.equals(CanonicalJson.sha256(canonical), digest)) {
            throw new IllegalStateException("the stored bytes differ from their digest");
        }
        return canonical;
    }
}
