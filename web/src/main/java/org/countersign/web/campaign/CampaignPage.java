package org.countersign.web.campaign;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.campaign.CampaignDraft;
import org.countersign.campaign.CampaignRow;
import org.countersign.campaign.Campaigns;
import org.countersign.content.PostFilter;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.platform.Paging;
import org.countersign.tenancy.BrandRow;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.tenancy.BrandChoice;

/** Backs {@code /campaign/campaign.xhtml}: one campaign with its posts, or a new one. */
@Named
@ViewScoped
public class CampaignPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int POSTS = 100;

    @EJB Campaigns campaigns;
    @EJB Posts posts;
    @Inject BrandChoice choice;
    @Inject Notices notices;

    private String id;
    private UUID campaignId;
    private long version;
    private long total;
    private String brandId;
    private String brandName = "";
    private String brandInitials = "";
    private int brandColour = 1;
    private String title;
    private String name;
    private String objective;
    private String brief;
    private String startsOn;
    private String endsOn;
    private transient List<PostRow> planned;

    public void load() {
        if (id == null) {
            return;
        }
        CampaignRow row = campaigns.find(AddressId.of(id, "campaign"));
        campaignId = row.id();
        version = row.version();
        total = row.posts();
        brandId = row.brandId().toString();
        brandName = row.brandName();
        brandInitials = row.brandInitials();
        brandColour = row.brandColour();
        title = row.name();
        name = row.name();
        objective = row.objective();
        brief = row.brief();
        startsOn = row.startsOn().toString();
        endsOn = row.endsOn().toString();
    }

    /** Saves, and shows the campaign as it then is. */
    public String save() {
        boolean saved =
                notices.attempt(
                        () -> {
                            if (campaignId == null) {
                                UUID brand = AddressId.of(brandId, "brand");
                                campaignId = campaigns.create(brand, draft());
                            } else {
                                campaigns.change(campaignId, version, draft());
                            }
                        });
        if (!saved) {
            return null;
        }
        notices.done("campaign.message.saved", name);
        notices.forgetDrafts();
        return "/campaign/campaign?faces-redirect=true&id=" + campaignId;
    }

    private CampaignDraft draft() {
        return new CampaignDraft(
                filled(name), filled(objective), filled(brief), day(startsOn), day(endsOn));
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

    public boolean isFresh() {
        return campaignId == null;
    }

    public List<BrandRow> getBrands() {
        return choice.all();
    }

    public List<PostRow> getPlanned() {
        if (planned == null && campaignId != null) {
            var filter = new PostFilter(Optional.empty(), Optional.of(campaignId), List.of(), "");
            planned = posts.list(filter, Paging.table(0, POSTS, "planned", false)).rows();
        }
        return planned == null ? List.of() : planned;
    }

    public long getTotal() {
        return total;
    }

    public String getTitle() {
        return title;
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

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getBrandId() {
        return brandId;
    }

    public void setBrandId(String brandId) {
        this.brandId = brandId;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getObjective() {
        return objective;
    }

    public void setObjective(String objective) {
        this.objective = objective;
    }

    public String getBrief() {
        return brief;
    }

    public void setBrief(String brief) {
        this.brief = brief;
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
}
