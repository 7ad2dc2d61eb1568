package org.countersign.web.content;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.approval.SubmissionView;
import org.countersign.approval.Submissions;
import org.countersign.campaign.CampaignRow;
import org.countersign.campaign.Campaigns;
import org.countersign.content.Assets;
import org.countersign.content.Deliveries;
import org.countersign.content.PlannedTime;
import org.countersign.content.PostDraft;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.content.PublishWindow;
import org.countersign.content.RevisionView;
import org.countersign.content.RevisionView.VariantView;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Paging;
import org.countersign.platform.StaleException;
import org.countersign.platform.pictures.ImageSniffer;
import org.countersign.publishing.PublicationRow;
import org.countersign.publishing.Publications;
import org.countersign.safety.Screenings;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.web.campaign.CampaignChoice;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Times;
import org.countersign.web.shell.Viewer;

/**
 * Backs {@code /content/post.xhtml}: a post, written, shown as it will look, and where it stands.
 */
@Named
@ViewScoped
public class PostPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int CHANNELS = 50;
    private static final LocalTime USUAL = LocalTime.of(10, 0);
    private static final DateTimeFormatter FIELD =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    private static final Set<String> WITH_VENDOR = Set.of("DRAFT", "CHANGES_REQUESTED", "REJECTED");
    private static final Set<String> OUT = Set.of("DISPATCHING", "PUBLISHED", "PARTIAL", "UNKNOWN");

    @EJB Posts posts;
    @EJB Campaigns campaigns;
    @EJB Brands brands;
    @EJB Assets assets;
    @EJB Screenings screenings;
    @EJB Submissions submissions;
    @EJB Publications publications;
    @EJB Deliveries deliveries;
    @Inject CampaignChoice choice;
    @Inject Notices notices;
    @Inject Viewer viewer;
    @Inject Times times;

    private String id;
    private String campaign;
    private UUID postId;
    private long version;
    private String state = "DRAFT";
    private int revisionNumber;
    private Instant changedAt;
    private String campaignName = "";
    private UUID brandId;
    private UUID clientId;
    private String brandName = "";
    private String brandInitials = "";
    private int brandColour = 1;
    private String brandLanguage = "";
    private ZoneId zone;
    private String title;
    private String plannedAt;
    private PlannedTime.Repeat repeat = PlannedTime.Repeat.NOT_SAID;
    private boolean repeats;
    private String note = "";
    private String rights = "";
    private final ArrayList<VariantForm> variants = new ArrayList<>();
    private final ArrayList<PictureForm> pictures = new ArrayList<>();
    private transient Part upload;
    private transient Optional<SubmissionView> submission;
    private transient List<PublicationRow> published;

    /** Reads the post, or prepares a new one in the campaign that the address names. */
    public void load() {
        if (id != null) {
            read(posts.find(AddressId.of(id, "post")));
        } else if (campaign != null && !campaign.isEmpty()) {
            prepare(campaigns.find(AddressId.of(campaign, "campaign")));
        }
        look();
    }

    private void read(PostRow row) {
        postId = row.id();
        version = row.version();
        state = row.state();
        revisionNumber = row.revisionNumber();
        changedAt = row.changedAt();
        campaign = row.campaignId().toString();
        campaignName = row.campaignName();
        title = row.title();
        show(row.brandId());
        show(row.plannedAt());
        RevisionView revision = posts.newestRevision(postId);
        Map<UUID, VariantView> written =
                revision.variants().stream()
                        .collect(Collectors.toMap(v -> v.channel().id(), Function.identity()));
        for (VariantForm form : variants) {
            VariantView variant = written.get(form.getChannelId());
            form.setIncluded(variant != null);
            if (variant != null) {
                form.setText(variant.content().text());
            }
        }
        revision.variants().stream()
                .limit(1)
                .flatMap(variant -> variant.content().media().stream())
                .map(m -> new PictureForm(assets.find(clientId, m.sha256()), m.alt()))
                .forEach(pictures::add);
    }

    /** A moment that the clock shows twice was said which it is; nobody has to say it again. */
    private void show(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        plannedAt = FIELD.format(local);
        var offsets = zone.getRules().getValidOffsets(local);
        repeats = offsets.size() > 1;
        if (repeats) {
            repeat =
                    moment.equals(local.toInstant(offsets.get(0)))
                            ? PlannedTime.Repeat.FIRST
                            : PlannedTime.Repeat.SECOND;
        }
    }

    private void prepare(CampaignRow row) {
        campaignName = row.name();
        BrandRow brand = show(row.brandId());
        LocalDate tomorrow = times.today(brand.zone()).plusDays(1);
        LocalDate day = row.startsOn().isAfter(tomorrow) ? row.startsOn() : tomorrow;
        plannedAt = FIELD.format(day.atTime(USUAL));
    }

    private BrandRow show(UUID shown) {
        BrandRow brand = brands.find(shown);
        brandId = brand.id();
        clientId = brand.clientId();
        brandName = brand.name();
        brandInitials = brand.initials();
        brandColour = brand.colour();
        brandLanguage = brand.languages().isEmpty() ? "" : brand.languages().get(0);
        zone = brand.zone();
        brands.channels(Optional.of(brandId), Paging.table(0, CHANNELS, "", false))
                .rows()
                .forEach(channel -> variants.add(new VariantForm(channel, channel.connected())));
        return brand;
    }

    /** Screens and draws what is typed; nothing is kept. */
    public void look() {
        List<String> alts = pictures.stream().map(PictureForm::getAlt).toList();
        for (VariantForm form : variants) {
            var screening =
                    isEditable()
                            ? screenings.screen(form.getChannelId(), form.getText(), alts)
                            : null;
            var findings = Preview.findings(screening);
            form.show(
                    screening,
                    new Preview(
                            form.getNetwork(),
                            form.getHandle(),
                            brandName,
                            brandInitials,
                            brandColour,
                            brandLanguage,
                            Pieces.of(form.getText(), findings),
                            pictures.stream().map(PictureForm::preview).toList(),
                            Pieces.links(form.getText()),
                            findings));
        }
    }

    public void fix(VariantForm form, int number) {
        form.fix(number);
        look();
    }

    /** Takes the chosen file; what is no picture is refused with the reason beside the field. */
    public void add() {
        if (upload == null || upload.getSize() == 0) {
            notices.bad("post.error.no_file");
        } else if (upload.getSize() > ImageSniffer.MAX_BYTES) {
            notices.bad("asset.refused.too_large");
        } else {
            notices.attempt(
                    () -> {
                        var asset =
                                assets.add(brandId, bytes(upload), rights == null ? "" : rights);
                        if (pictures.stream()
                                .noneMatch(p -> p.getSha256().equals(asset.sha256()))) {
                            pictures.add(new PictureForm(asset, ""));
                        }
                    });
        }
        upload = null;
        look();
    }

    public void remove(PictureForm picture) {
        pictures.remove(picture);
        look();
    }

    /** Saves a new revision, and shows the post as it then is. */
    public String save() {
        if (!notices.attempt(this::keep)) {
            look();
            return null;
        }
        notices.done("post.message.saved");
        return here();
    }

    /** Saves what was changed and puts it before the client. */
    public String submit() {
        if (!notices.attempt(this::keep)) {
            look();
            return null;
        }
        if (notices.attempt(() -> submissions.submit(postId, version, note == null ? "" : note))) {
            notices.done("post.message.submitted", brandName);
            return here();
        }
        look();
        return null;
    }

    /** Saves what was changed and hands it over to the agency. */
    public String deliver() {
        if (!notices.attempt(this::keep)) {
            look();
            return null;
        }
        if (notices.attempt(() -> deliveries.deliver(postId, version, note == null ? "" : note))) {
            notices.done("post.message.delivered");
            return here();
        }
        look();
        return null;
    }

    private String here() {
        notices.forgetDrafts();
        return "/content/post?faces-redirect=true&id=" + postId;
    }

    private void keep() {
        PostDraft draft = draft();
        if (postId == null) {
            postId = posts.create(draft);
        } else {
            change(stored(), draft);
        }
        version = posts.find(postId).version();
        id = postId.toString();
    }

    /** Another moment of the same day keeps what was decided; anything else is a new revision. */
    private void change(PostDraft from, PostDraft to) {
        boolean sameContent = to.equals(at(from, to.plannedAt()));
        if (sameContent && to.plannedAt().equals(from.plannedAt())) {
            if (posts.find(postId).version() != version) {
                throw new StaleException();
            }
        } else if (sameContent
                && PublishWindow.dayOf(from.plannedAt(), zone).holds(to.plannedAt())) {
            posts.move(postId, version, to.plannedAt());
        } else {
            posts.revise(postId, version, to);
        }
    }

    private static PostDraft at(PostDraft draft, Instant moment) {
        return new PostDraft(draft.campaignId(), draft.title(), moment, draft.variants());
    }

    private PostDraft stored() {
        PostRow row = posts.find(postId);
        RevisionView revision = posts.newestRevision(postId);
        return new PostDraft(
                row.campaignId(),
                row.title(),
                row.plannedAt(),
                revision.variants().stream()
                        .map(
                                v ->
                                        new PostDraft.VariantDraft(
                                                v.channel().id(),
                                                v.content().text(),
                                                v.content().media().stream()
                                                        .map(
                                                                m ->
                                                                        new PostDraft.MediaDraft(
                                                                                m.sha256(),
                                                                                m.alt()))
                                                        .toList()))
                        .toList());
    }

    private PostDraft draft() {
        List<PostDraft.MediaDraft> media =
                pictures.stream()
                        .map(p -> new PostDraft.MediaDraft(p.getSha256(), p.getAlt()))
                        .toList();
        return new PostDraft(
                AddressId.of(campaign, "campaign"),
                title == null ? "" : title.strip(),
                planned(),
                variants.stream()
                        .filter(VariantForm::isIncluded)
                        .map(v -> new PostDraft.VariantDraft(v.getChannelId(), v.getText(), media))
                        .toList());
    }

    private Instant planned() {
        LocalDateTime local;
        try {
            local = LocalDateTime.parse(plannedAt == null ? "" : plannedAt);
        } catch (DateTimeParseException notATime) {
            throw new InvalidInputException("plannedAt", "post.refused.no_time");
        }
        repeats = zone.getRules().getValidOffsets(local).size() > 1;
        return PlannedTime.resolve(local, zone, repeats ? repeat : PlannedTime.Repeat.NOT_SAID);
    }

    private static byte[] bytes(Part part) {
        try (InputStream file = part.getInputStream()) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A person who writes, and a post that is not out or on its way; for a vendor's person nor with
     * the client.
     */
    public boolean isEditable() {
        return viewer.isWrites()
                && !OUT.contains(state)
                && brandId != null
                && (!viewer.isVendor() || WITH_VENDOR.contains(state));
    }

    /** A change now ends what the client decides or has decided. */
    public boolean isSuperseding() {
        return isEditable() && !Set.of("DRAFT", "CHANGES_REQUESTED", "REJECTED").contains(state);
    }

    public boolean isSubmittable() {
        return isEditable() && !isSuperseding() && viewer.isSubmits();
    }

    /** A vendor's person hands over what they saved; the agency submits it. */
    public boolean isDeliverable() {
        return isEditable() && !isSuperseding() && viewer.isVendor();
    }

    public boolean isBlocked() {
        return variants.stream().anyMatch(v -> v.isIncluded() && v.isBlocked());
    }

    public boolean isFresh() {
        return postId == null;
    }

    /** Without a campaign there is no brand, no channel and nothing to write. */
    public boolean isHomeless() {
        return brandId == null;
    }

    public List<CampaignRow> getCampaigns() {
        return choice.all();
    }

    public Optional<SubmissionView> getSubmission() {
        if (submission == null) {
            submission = postId == null ? Optional.empty() : submissions.newestOf(postId);
        }
        return submission;
    }

    public List<PublicationRow> getPublished() {
        if (published == null) {
            published =
                    postId == null
                            ? List.of()
                            : publications
                                    .list(
                                            Optional.of(postId),
                                            Set.of(),
                                            Paging.table(0, CHANNELS, "due", true))
                                    .rows();
        }
        return published;
    }

    /** The moment typed, for the foot; empty while it is no moment. */
    public Instant getPlannedInstant() {
        try {
            return LocalDateTime.parse(plannedAt == null ? "" : plannedAt).atZone(zone).toInstant();
        } catch (DateTimeParseException notYet) {
            return null;
        }
    }

    public boolean isRepeats() {
        return repeats;
    }

    public PlannedTime.Repeat[] getRepeatChoices() {
        return PlannedTime.Repeat.values();
    }

    public PlannedTime.Repeat getRepeat() {
        return repeat;
    }

    public void setRepeat(PlannedTime.Repeat repeat) {
        this.repeat = repeat == null ? PlannedTime.Repeat.NOT_SAID : repeat;
    }

    public List<VariantForm> getVariants() {
        return variants;
    }

    public List<PictureForm> getPictures() {
        return pictures;
    }

    public String getState() {
        return state;
    }

    public int getRevisionNumber() {
        return revisionNumber;
    }

    public Instant getChangedAt() {
        return changedAt;
    }

    public String getCampaignName() {
        return campaignName;
    }

    public UUID getBrandId() {
        return brandId;
    }

    public UUID getClientId() {
        return clientId;
    }

    public String getBrandName() {
        return brandName;
    }

    public String getBrandInitials() {
        return brandInitials;
    }

    public int getBrandColour() {
        return brandColour;
    }

    public ZoneId getZone() {
        return zone;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getCampaign() {
        return campaign;
    }

    public void setCampaign(String campaign) {
        this.campaign = campaign;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getPlannedAt() {
        return plannedAt;
    }

    public void setPlannedAt(String plannedAt) {
        this.plannedAt = plannedAt;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    /** By what right the pictures may be used; asked of vendors' people. */
    public String getRights() {
        return rights;
    }

    public void setRights(String rights) {
        this.rights = rights;
    }

    /** In bytes; the browser says so before it sends more. */
    public int getLargestPicture() {
        return ImageSniffer.MAX_BYTES;
    }

    public Part getUpload() {
        return upload;
    }

    public void setUpload(Part upload) {
        this.upload = upload;
    }
}
