package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.countersign.campaign.CampaignRow;
import org.countersign.campaign.Campaigns;
import org.countersign.content.PostFilter;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.platform.Paging;
import org.countersign.tenancy.BrandProfile;
import org.countersign.tenancy.BrandProfiles;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;
import org.countersign.web.shell.AddressId;

/** Backs {@code /tenancy/brand.xhtml}: a brand, its channels and how they do, what is planned. */
@Named
@RequestScoped
public class BrandPage {

    private static final int CHANNELS = 50;
    private static final int SHOWN = 8;

    @EJB Brands brands;
    @EJB BrandProfiles profiles;
    @EJB Campaigns campaigns;
    @EJB Posts posts;

    private String id;
    private BrandRow brand;
    private BrandProfile profile;
    private List<ChannelRow> channels = List.of();
    private List<CampaignRow> running = List.of();
    private List<PostRow> planned = List.of();

    public void load() {
        profile = profiles.find(AddressId.of(id, "brand"));
        brand = profile.brand();
        var of = Optional.of(brand.id());
        channels = brands.channels(of, Paging.table(0, CHANNELS, "", false)).rows();
        running = campaigns.list(of, "", Paging.table(0, SHOWN, "starts", true)).rows();
        var filter = new PostFilter(of, Optional.empty(), List.of(), "");
        planned = posts.list(filter, Paging.table(0, SHOWN, "planned", true)).rows();
    }

    /** The languages by their names, in the reader's language. */
    public String languages(Locale reader) {
        return String.join(
                ", ",
                brand.languages().stream()
                        .map(tag -> Locale.forLanguageTag(tag).getDisplayLanguage(reader))
                        .toList());
    }

    public BrandRow getBrand() {
        return brand;
    }

    public BrandProfile getProfile() {
        return profile;
    }

    public List<ChannelRow> getChannels() {
        return channels;
    }

    public List<CampaignRow> getRunning() {
        return running;
    }

    public List<PostRow> getPlanned() {
        return planned;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
