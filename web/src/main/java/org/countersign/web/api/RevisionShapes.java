package org.countersign.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.content.Assets;
import org.countersign.content.RevisionView;
import org.countersign.content.RevisionView.VariantView;
import org.countersign.content.VariantContent.Medium;
import org.countersign.safety.ScreeningView;
import org.countersign.safety.matching.Action;
import org.countersign.safety.matching.Surface;
import org.countersign.safety.matching.Verdict;

/** How revisions and what the rules say of them look, wherever they are shown. */
final class RevisionShapes {

    private final Assets assets;

    RevisionShapes(Assets assets) {
        this.assets = assets;
    }

    /**
     * A revision as it was saved, read from its canonical bytes.
     *
     * @param digest over the digests of its variants, lower-case hex
     */
    public record Revision(
            UUID id,
            UUID postId,
            int number,
            String digest,
            String authorId,
            String authorName,
            Instant createdAt,
            List<Variant> variants) {}

    /**
     * What goes out on one channel.
     *
     * @param digest SHA-256 of the canonical bytes, lower-case hex: what a decision names
     * @param windowFrom from then on it may go out
     * @param windowTo from then on it may not
     */
    public record Variant(
            UUID channelId,
            String network,
            String handle,
            String digest,
            String text,
            List<String> languages,
            List<MediumShown> media,
            Instant windowFrom,
            Instant windowTo,
            Screening screening) {}

    /**
     * A picture of a variant.
     *
     * @param url where it can be loaded without a token, for an hour or two
     */
    public record MediumShown(
            String sha256, String mediaType, int width, int height, String alt, String url) {}

    /**
     * What the rules say.
     *
     * @param policyDigest of the policy that was asked, lower-case hex
     * @param screenedAt when; none for a draft that is not stored
     */
    public record Screening(
            Verdict verdict,
            List<FindingShown> findings,
            String policyDigest,
            String engine,
            Optional<Instant> screenedAt) {}

    /**
     * One thing a rule found.
     *
     * @param item which alt text or link, from 1; 0 in the text
     * @param start where it begins, in UTF-16 units
     * @param end exclusive; equal to start if something is missing
     */
    public record FindingShown(
            int number,
            String ruleId,
            Action action,
            Surface surface,
            int item,
            int start,
            int end,
            String matched,
            String title,
            String rationale,
            String citation,
            String suggestion) {}

    Revision revision(RevisionView view, UUID clientId) {
        return new Revision(
                view.id(),
                view.postId(),
                view.number(),
                view.digest(),
                view.authorId(),
                view.authorName(),
                view.createdAt(),
                view.variants().stream().map(v -> variant(v, clientId)).toList());
    }

    private Variant variant(VariantView view, UUID clientId) {
        var content = view.content();
        return new Variant(
                view.channel().id(),
                content.network(),
                view.channel().handle(),
                view.digest(),
                content.text(),
                content.languages(),
                content.media().stream().map(m -> medium(m, clientId)).toList(),
                content.window().from(),
                content.window().to(),
                screening(view.screening()));
    }

    private MediumShown medium(Medium medium, UUID clientId) {
        return new MediumShown(
                medium.sha256(),
                medium.type(),
                medium.width(),
                medium.height(),
                medium.alt(),
                assets.url(clientId, medium.sha256()));
    }

    static Screening screening(ScreeningView view) {
        return new Screening(
                view.verdict(),
                view.findings().stream()
                        .map(
                                f ->
                                        new FindingShown(
                                                f.number(),
                                                f.ruleId(),
                                                f.action(),
                                                f.surface(),
                                                f.item(),
                                                f.start(),
                                                f.end(),
                                                f.matched(),
                                                f.title(),
                                                f.rationale(),
                                                f.citation(),
                                                f.suggestion()))
                        .toList(),
                view.policyDigest(),
                view.engine(),
                view.screenedAt());
    }
}
