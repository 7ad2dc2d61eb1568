package org.countersign.publishing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * A publication in a list.
 *
 * @param digest of the variant that goes out, lower-case hex
 * @param uri the network's own address of the record
 * @param publicUrl where anybody sees it
 * @param failure key of what went wrong last
 */
public record PublicationRow(
        UUID id,
        UUID postId,
        String title,
        UUID revisionId,
        UUID channelId,
        String network,
        String handle,
        String brandName,
        ZoneId zone,
        String digest,
        Instant dueAt,
        Instant windowFrom,
        Instant windowTo,
        Publication.State state,
        int attempts,
        Optional<String> uri,
        Optional<String> publicUrl,
        Optional<Instant> publishedAt,
        Optional<String> failure,
        boolean held,
        long version) {

    /** It goes on only when somebody says so; see {@link Publications#retry}. */
    public boolean waitsForAPerson() {
        return state == Publication.State.FAILED
                || state == Publication.State.HELD
                        && failure.filter(Publication.WAITS_FOR_A_PERSON::contains).isPresent();
    }
}
