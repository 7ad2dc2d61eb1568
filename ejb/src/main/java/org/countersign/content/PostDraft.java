package org.countersign.content;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a person says of a post: one idea, with a text for each channel.
 *
 * @param plannedAt when it should go out; its day in the brand's zone becomes the window that is
 *     approved
 */
public record PostDraft(
        @NotNull UUID campaignId,
        @NotBlank @Size(max = Post.TITLE_MAX) String title,
        @NotNull Instant plannedAt,
        @NotEmpty @Size(max = 20) @Valid List<VariantDraft> variants) {

    /** The text and media for one channel. */
    public record VariantDraft(
            @NotNull UUID channelId,
            @NotNull @Size(max = TEXT_MAX) String text,
            @NotNull @Size(max = 20) @Valid List<MediaDraft> media) {

        /** No network takes a longer text; the networks' own limits are lower and named. */
        public static final int TEXT_MAX = 100_000;
    }

    /**
     * An uploaded picture and what it shows.
     *
     * @param sha256 lower-case hex, as the upload answered
     */
    public record MediaDraft(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256,
            @NotNull @Size(max = 5000) String alt) {}
}
