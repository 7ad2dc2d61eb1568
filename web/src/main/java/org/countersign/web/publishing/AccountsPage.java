package org.countersign.web.publishing;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.publishing.ChannelConnections;
import org.countersign.tenancy.BrandProfile;
import org.countersign.tenancy.BrandProfiles;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;
import org.countersign.tenancy.Channels;
import org.countersign.web.shell.Notices;
import org.countersign.web.tenancy.BrandChoice;

/**
 * Backs {@code /publishing/accounts.xhtml}: a client's people see which accounts are connected and
 * what is kept of their brands; the owner ends and renews connections.
 */
@Named
@ViewScoped
public class AccountsPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int CHANNELS = 50;

    @EJB Brands brands;
    @EJB BrandProfiles profiles;
    @EJB Channels channels;
    @EJB ChannelConnections connections;
    @Inject BrandChoice choice;
    @Inject Notices notices;

    private transient List<OneBrand> all;

    /** A brand with its profile and accounts. */
    public record OneBrand(BrandProfile profile, List<ChannelRow> channels) {

        public BrandRow brand() {
            return profile.brand();
        }
    }

    public void load() {
        all = choice.all().stream().map(this::one).toList();
    }

    private OneBrand one(BrandRow row) {
        var rows = brands.channels(Optional.of(row.id()), Paging.table(0, CHANNELS, "", false));
        return new OneBrand(profiles.find(row.id()), rows.rows());
    }

    public String disconnect(UUID id, long version, String handle) {
        return after(
                notices.attempt(() -> channels.disconnect(id, version)),
                "accounts.message.disconnected",
                handle);
    }

    public String check(UUID id, String handle) {
        return after(
                notices.attempt(() -> connections.check(id)), "accounts.message.checked", handle);
    }

    private String after(boolean done, String key, String handle) {
        if (!done) {
            load();
            return null;
        }
        notices.done(key, handle);
        return "/publishing/accounts?faces-redirect=true";
    }

    public List<OneBrand> getAll() {
        if (all == null) {
            load();
        }
        return all;
    }
}
