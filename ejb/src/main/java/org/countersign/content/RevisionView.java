package org.countersign.content;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.countersign.safety.ScreeningView;
import org.countersign.tenancy.ChannelRow;

/**
 * A revision as it was saved, read from its canonical bytes.
 *
 * @param digest post digest, lower-case hex
 */
public record RevisionView(
        UUID id,
        UUID postId,
        int number,
        String digest,
        String authorId,
        String authorName,
        Instant createdAt,
        List<VariantView> variants) {

    /**
     * One channel's variant.
     *
     * @param digest SHA-256 of the canonical bytes, lower-case hex: what a decision is bound to
     * @param screening what the rules said of it last
     */
    public record VariantView(
            ChannelRow channel, String digest, VariantContent content, ScreeningView screening) {}
}
