package org.countersign.content;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.countersign.content.PostDraft.MediaDraft;
import org.countersign.content.PostDraft.VariantDraft;
import org.countersign.content.RevisionView.VariantView;
import org.countersign.content.VariantContent.Medium;
import org.countersign.content.limits.DraftContent;
import org.countersign.content.limits.DraftContent.DraftImage;
import org.countersign.content.limits.LimitBreach;
import org.countersign.content.limits.Network;
import org.countersign.content.limits.NetworkLimits;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Where;
import org.countersign.platform.text.PlainText;
import org.countersign.safety.Screener;
import org.countersign.safety.ScreeningView;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;

/** Makes drafts into revisions and reads them back. The tables it keeps only grow. */
@ApplicationScoped
class RevisionStore {

    private static final Listing<RevisionRow> REVISIONS =
            new Listing<>(
                    "r.id, r.post_id, r.number, encode(r.digest, 'hex'), r.author_id, p.name, r.created_at",
                    "revision r join person p on p.agency_id = r.agency_id and p.id = r.author_id",
                    "r.id",
                    "r.number desc",
                    Map.of(),
                    RevisionStore::row,
                    RevisionRow::id);

    @EJB Brands brands;
    @Inject Assets assets;
    @Inject Screener screener;
    @Inject Database database;
    @Inject Clock clock;

    private record Kept(VariantContent content, byte[] bytes, byte[] digest) {}

    /**
     * Checks the draft against hygiene and limits, stores it and screens it.
     *
     * @throws InvalidInputException naming the first thing that cannot be taken
     */
    void add(UUID postId, int number, BrandRow brand, PostDraft draft) {
        List<Kept> variants = new ArrayList<>();
        Set<UUID> channels = new HashSet<>();
        for (VariantDraft variant : draft.variants()) {
            if (!channels.add(variant.channelId())) {
                throw new InvalidInputException("variants", "post.refused.channel_twice");
            }
            VariantContent content = content(brand, draft.plannedAt(), variant);
            byte[] bytes = content.canonical();
            variants.add(new Kept(content, bytes, CanonicalJson.sha256(bytes)));
        }
        UUID revision = Ids.next(clock);
        database.update(
                """
                insert into revision (id, post_id, number, digest, author_id, created_at)
                values (?, ?, ?, ?, bound_person(), db_now())""",
                revision,
                postId,
                number,
                postDigest(variants));
        variants.forEach(variant -> store(revision, brand, variant));
    }

    /** The hash of the sorted variant digests. */
    private static byte[] postDigest(List<Kept> variants) {
        var sorted = variants.stream().map(Kept::digest).sorted(Arrays::compareUnsigned);
        var all = new ByteArrayOutputStream();
        sorted.forEach(all::writeBytes);
        return CanonicalJson.sha256(all.toByteArray());
    }

    private void store(UUID revision, BrandRow brand, Kept kept) {
        VariantContent content = kept.content();
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into variant (id, revision_id, channel_id, canonical, digest, window_from, window_to)
                values (?, ?, ?, ?, ?, ?, ?)""",
                id,
                revision,
                content.channelId(),
                kept.bytes(),
                kept.digest(),
                content.window().from(),
                content.window().to());
        IntStream.range(0, content.media().size())
                .forEach(
                        i ->
                                database.update(
                                        """
                                        insert into variant_asset (variant_id, position, client_id, sha256)
                                        values (?, ?, ?, decode(?, 'hex'))""",
                                        id,
                                        i,
                                        brand.clientId(),
                                        content.media().get(i).sha256()));
        screener.screenAndKeep(content.channelId(), kept.digest(), surfaces(content));
    }

    private VariantContent content(BrandRow brand, Instant plannedAt, VariantDraft draft) {
        ChannelRow channel = brands.channel(draft.channelId());
        if (!channel.brandId().equals(brand.id())) {
            throw new NotFoundException("channel");
        }
        String text = PlainText.withLineFeeds(draft.text()).strip();
        requirePlain("text", text);
        draft.media().forEach(m -> requirePlain("alt", m.alt()));
        if (text.isEmpty() && draft.media().isEmpty()) {
            throw new InvalidInputException("text", "post.refused.empty");
        }
        List<AssetRow> pictures =
                draft.media().stream().map(m -> assets.find(brand.clientId(), m.sha256())).toList();
        requireLimits(channel, brand, text, draft.media(), pictures);
        List<Medium> media =
                IntStream.range(0, pictures.size())
                        .mapToObj(
                                i ->
                                        new Medium(
                                                pictures.get(i).sha256(),
                                                pictures.get(i).mediaType(),
                                                draft.media().get(i).alt().strip(),
                                                pictures.get(i).width(),
                                                pictures.get(i).height()))
                        .toList();
        return new VariantContent(
                channel.id(),
                channel.network(),
                channel.account(),
                text,
                List.of(brand.languages().get(0)),
                media,
                PublishWindow.dayOf(plannedAt, brand.zone()));
    }

    private static void requirePlain(String field, String text) {
        PlainText.offences(PlainText.withLineFeeds(text)).stream()
                .findFirst()
                .ifPresent(
                        offence -> {
                            throw new InvalidInputException(
                                    field,
                                    "post.refused.character",
                                    offence.name(),
                                    offence.index() + 1);
                        });
    }

    private static void requireLimits(
            ChannelRow channel,
            BrandRow brand,
            String text,
            List<MediaDraft> media,
            List<AssetRow> pictures) {
        Network network = Network.byId(channel.network()).orElseThrow();
        List<DraftImage> images =
                IntStream.range(0, pictures.size())
                        .mapToObj(
                                i ->
                                        new DraftImage(
                                                pictures.get(i).mediaType(),
                                                pictures.get(i).bytes(),
                                                pictures.get(i).width(),
                                                pictures.get(i).height(),
                                                media.get(i).alt()))
                        .toList();
        var draft = new DraftContent(text, List.of(brand.languages().get(0)), images);
        NetworkLimits.check(network, draft).stream()
                .filter(LimitBreach::refuses)
                .findFirst()
                .ifPresent(
                        breach -> {
                            throw new InvalidInputException(
                                    breach.limit().key().startsWith("text") ? "text" : "media",
                                    "limit.refused." + breach.limit().key(),
                                    network.title(),
                                    breach.limit().value(),
                                    breach.actual(),
                                    breach.actual() - breach.limit().value(),
                                    breach.limit().source());
                        });
    }

    /**
     * @throws NotFoundException when the agency has no such revision
     */
    RevisionView find(UUID id) {
        return REVISIONS
                .first(database, new Where().and("r.id = ?", id))
                .map(this::view)
                .orElseThrow(() -> new NotFoundException("revision"));
    }

    Page<RevisionRow> ofPost(UUID postId, Paging paging) {
        return REVISIONS.page(database, new Where().and("r.post_id = ?", postId), paging);
    }

    /**
     * @throws InvalidInputException when a variant of the revision may not go out then
     */
    void requireInWindow(UUID revisionId, Instant plannedAt) {
        boolean outside =
                database.first(
                                """
                                select coalesce(bool_or(? < v.window_from or ? >= v.window_to), false)
                                from variant v where v.revision_id = ?""",
                                row -> row.flag(1),
                                plannedAt,
                                plannedAt,
                                revisionId)
                        .orElseThrow();
        if (outside) {
            throw new InvalidInputException("plannedAt", "post.refused.outside_window");
        }
    }

    private record Variant(
            UUID channelId, String digest, VariantContent content, ScreeningView screening) {}

    private RevisionView view(RevisionRow row) {
        List<Variant> variants =
                database.list(
                        """
                        select v.channel_id, encode(v.digest, 'hex'), v.canonical,
                               s.verdict, s.findings, encode(s.policy_digest, 'hex'), s.engine, s.screened_at
                        from variant v
                        left join lateral (
                          select x.* from screening x where x.agency_id = v.agency_id and x.channel_id = v.channel_id
                             and x.digest = v.digest order by x.screened_at desc limit 1) s on true
                        where v.revision_id = ? order by v.channel_id""",
                        v ->
                                new Variant(
                                        v.uuid(1),
                                        v.text(2),
                                        VariantContent.read(v.bytes(3)),
                                        Screener.view(v, 4)),
                        row.id());
        Map<UUID, ChannelRow> channels =
                brands.channels(variants.stream().map(Variant::channelId).toList());
        return new RevisionView(
                row.id(),
                row.postId(),
                row.number(),
                row.digest(),
                row.authorId(),
                row.authorName(),
                row.createdAt(),
                variants.stream()
                        .filter(v -> channels.containsKey(v.channelId()))
                        .map(
                                v ->
                                        new VariantView(
                                                channels.get(v.channelId()),
                                                v.digest(),
                                                v.content(),
                                                v.screening()))
                        .toList());
    }

    private static RevisionRow row(Database.Row row) throws SQLException {
        return new RevisionRow(
                row.uuid(1),
                row.uuid(2),
                row.number(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.instant(7));
    }

    static Screener.Surfaces surfaces(VariantContent content) {
        return new Screener.Surfaces(
                content.text(), content.media().stream().map(Medium::alt).toList());
    }
}
