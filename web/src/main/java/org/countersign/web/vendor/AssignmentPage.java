package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.faces.model.SelectItem;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.campaign.CampaignRow;
import org.countersign.content.Deliveries;
import org.countersign.content.DeliveryRow;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.platform.Paging;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.vendor.AssignmentDraft;
import org.countersign.tenancy.vendor.AssignmentState;
import org.countersign.tenancy.vendor.AssignmentTerms;
import org.countersign.tenancy.vendor.AssignmentView;
import org.countersign.tenancy.vendor.Assignments;
import org.countersign.tenancy.vendor.Money;
import org.countersign.tenancy.vendor.RightsGranted;
import org.countersign.tenancy.vendor.Vendors;
import org.countersign.web.campaign.CampaignChoice;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Texts;
import org.countersign.web.shell.Viewer;
import org.countersign.web.tenancy.BrandChoice;

/** Backs {@code /vendor/assignment.xhtml}: the agency writes an assignment and follows it. */
@Named
@ViewScoped
public class AssignmentPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;

    @EJB Assignments assignments;
    @EJB Vendors vendors;
    @EJB Posts posts;
    @EJB Deliveries deliveries;
    @Inject BrandChoice brands;
    @Inject CampaignChoice campaigns;
    @Inject Notices notices;
    @Inject Viewer viewer;
    @Inject Texts texts;

    private String id;
    private String vendor;
    private UUID assignmentId;
    private String vendorName = "";
    private long version;
    private String scope;
    private String title;
    private String startsOn;
    private String endsOn;
    private String brief;
    private String deliverables;
    private String territory;
    private String rightsTerm;
    private String media;
    private boolean exclusive;
    private String fee;
    private String currency = "EUR";
    private String reason;
    private boolean completed;
    private boolean stopping = true;
    private transient AssignmentView view;

    public void load() {
        if (id == null) {
            vendorName = vendors.find(AddressId.of(vendor, "vendor")).vendor().name();
            return;
        }
        view = assignments.find(AddressId.of(id, "assignment"));
        var row = view.assignment();
        assignmentId = row.id();
        vendor = row.vendorId().toString();
        vendorName = row.vendorName();
        version = row.version();
        title = row.title();
        AssignmentTerms terms = view.waiting().or(view::terms).orElseThrow();
        scope = value(row.brand().orElseThrow().id(), terms.campaignId());
        startsOn = terms.startsOn().toString();
        endsOn = terms.endsOn().toString();
        brief = terms.brief();
        deliverables = terms.deliverables();
        territory = terms.rights().territory();
        rightsTerm = terms.rights().term();
        media = terms.rights().media();
        exclusive = terms.rights().exclusive();
        fee = view.fee().map(Money::figure).orElse("");
        currency = view.fee().map(Money::currency).orElse("EUR");
    }

    public String save() {
        return keep() ? here("assignment.message.saved") : null;
    }

    /** Saves, and puts it before the client. */
    public String propose() {
        if (!keep()) {
            return null;
        }
        long now = assignments.find(assignmentId).assignment().version();
        return notices.attempt(() -> assignments.propose(assignmentId, now))
                ? here("assignment.message.proposed")
                : null;
    }

    public String withdraw() {
        return notices.attempt(() -> assignments.withdraw(assignmentId, version))
                ? here("assignment.message.withdrawn")
                : null;
    }

    public String end() {
        String why = reason == null ? "" : reason;
        return notices.attempt(
                        () -> assignments.end(assignmentId, completed, why, stopping && !completed))
                ? here("assignment.message.ended")
                : null;
    }

    private boolean keep() {
        boolean kept =
                notices.attempt(
                        () -> {
                            if (assignmentId == null) {
                                assignmentId =
                                        assignments.create(
                                                AddressId.of(vendor, "vendor"), brand(), draft());
                            } else {
                                assignments.change(assignmentId, version, draft());
                            }
                        });
        if (kept) {
            notices.forgetDrafts();
        }
        return kept;
    }

    private String here(String message) {
        notices.done(message, title);
        return "/vendor/assignment?faces-redirect=true&id=" + assignmentId;
    }

    private AssignmentDraft draft() {
        return new AssignmentDraft(
                filled(title),
                campaign(),
                day(startsOn),
                day(endsOn),
                filled(brief),
                filled(deliverables),
                new RightsGranted(filled(territory), filled(rightsTerm), filled(media), exclusive),
                filled(fee).isBlank()
                        ? Optional.empty()
                        : Optional.of(Money.of(fee, filled(currency))));
    }

    private UUID brand() {
        return AddressId.of(filled(scope).split("/", -1)[0], "brand");
    }

    private Optional<UUID> campaign() {
        String[] parts = filled(scope).split("/", -1);
        return parts.length < 2 ? Optional.empty() : AddressId.optional(parts[1]);
    }

    private static String value(UUID brand, Optional<UUID> campaign) {
        return brand + "/" + campaign.map(UUID::toString).orElse("");
    }

    private static String filled(String text) {
        return text == null ? "" : text;
    }

    /** The browser's date field sends ISO days; anything else counts as not filled in. */
    private static LocalDate day(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    /** Each brand as a whole, and its campaigns; a saved one stays with its brand. */
    public List<SelectItem> getScopes() {
        var items = new ArrayList<SelectItem>();
        UUID only = isFresh() ? null : brand();
        for (BrandRow row : brands.all()) {
            if (only != null && !row.id().equals(only)) {
                continue;
            }
            items.add(
                    new SelectItem(
                            value(row.id(), Optional.empty()),
                            texts.with("assignment.choice.whole_brand", row.name())));
            for (CampaignRow campaign : campaigns.all()) {
                if (campaign.brandId().equals(row.id())) {
                    items.add(
                            new SelectItem(
                                    value(row.id(), Optional.of(campaign.id())),
                                    row.name() + ": " + campaign.name()));
                }
            }
        }
        return items;
    }

    public AssignmentView getView() {
        if (view == null && assignmentId != null) {
            view = assignments.find(assignmentId);
        }
        return view;
    }

    public List<PostRow> getPosts() {
        return posts.ofAssignment(assignmentId, Paging.table(0, SHOWN, "changed", true)).rows();
    }

    public List<DeliveryRow> getDeliveries() {
        return deliveries
                .list(
                        Optional.of(assignmentId),
                        Optional.empty(),
                        Paging.table(0, SHOWN, "", false))
                .rows();
    }

    public boolean isFresh() {
        return assignmentId == null;
    }

    /** A person who engages vendors, and an assignment that has not ended. */
    public boolean isEditable() {
        return viewer.isEngages()
                && (isFresh() || getView().assignment().state() != AssignmentState.ENDED);
    }

    public boolean isProposable() {
        return isEditable()
                && (isFresh()
                        || List.of(AssignmentState.DRAFT, AssignmentState.DECLINED)
                                .contains(getView().assignment().state()));
    }

    public boolean isWithdrawable() {
        return isEditable() && !isFresh() && getView().waiting().isPresent();
    }

    public String getVendorName() {
        return vendorName;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getVendor() {
        return vendor;
    }

    public void setVendor(String vendor) {
        this.vendor = vendor;
    }

    public String getScope() {
        return scope;
    }

    public void setScope(String scope) {
        this.scope = scope;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getStartsOn() {
        return startsOn;
    }

    public void setStartsOn(String startsOn) {
        this.startsOn = startsOn;
    }

    public String getEndsOn() {
        return endsOn;
    }

    public void setEndsOn(String endsOn) {
        this.endsOn = endsOn;
    }

    public String getBrief() {
        return brief;
    }

    public void setBrief(String brief) {
        this.brief = brief;
    }

    public String getDeliverables() {
        return deliverables;
    }

    public void setDeliverables(String deliverables) {
        this.deliverables = deliverables;
    }

    public String getTerritory() {
        return territory;
    }

    public void setTerritory(String territory) {
        this.territory = territory;
    }

    public String getRightsTerm() {
        return rightsTerm;
    }

    public void setRightsTerm(String rightsTerm) {
        this.rightsTerm = rightsTerm;
    }

    public String getMedia() {
        return media;
    }

    public void setMedia(String media) {
        this.media = media;
    }

    public boolean isExclusive() {
        return exclusive;
    }

    public void setExclusive(boolean exclusive) {
        this.exclusive = exclusive;
    }

    public String getFee() {
        return fee;
    }

    public void setFee(String fee) {
        this.fee = fee;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public boolean isCompleted() {
        return completed;
    }

    public void setCompleted(boolean completed) {
        this.completed = completed;
    }

    public boolean isStopping() {
        return stopping;
    }

    public void setStopping(boolean stopping) {
        this.stopping = stopping;
    }
}
