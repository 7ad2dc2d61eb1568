package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.publishing.ChannelConnections;
import org.countersign.publishing.ConnectionSteps;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelDraft;
import org.countersign.tenancy.ChannelRow;
import org.countersign.tenancy.Channels;
import org.countersign.tenancy.ClientPerson;
import org.countersign.tenancy.ConnectInvitation;
import org.countersign.tenancy.ConnectInvitations;
import org.countersign.tenancy.NetworkAppRow;
import org.countersign.tenancy.NetworkApps;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Viewer;

/** Backs {@code /tenancy/channel.xhtml}: one account of a brand and how it does, or a new one. */
@Named
@ViewScoped
public class ChannelPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String SELF = "/tenancy/channel?faces-redirect=true&id=";

    @EJB Brands brands;
    @EJB Channels channels;
    @EJB ConnectInvitations invitations;
    @EJB ConnectionSteps steps;
    @EJB ChannelConnections connections;
    @EJB NetworkApps apps;
    @Inject Notices notices;
    @Inject Viewer viewer;

    private UUID channelId;
    private UUID brandId;
    private long version;
    private transient ChannelRow channel;
    private transient BrandRow itsBrand;
    private transient List<ConnectInvitation> asked;
    private transient List<ClientPerson> people;
    private transient List<NetworkAppRow> usable;
    private String id;
    private String brand;
    private String handle;
    private String serviceUrl;
    private String person;
    private String app;

    public void load() {
        if (id == null) {
            brandId = brands.find(AddressId.of(brand, "brand")).id();
            return;
        }
        channelId = AddressId.of(id, "channel");
        version = getChannel().version();
        brandId = getChannel().brandId();
        app = getChannel().appId().map(UUID::toString).orElse(null);
    }

    public String add() {
        var made = new UUID[1];
        var draft = new ChannelDraft("bluesky", handle == null ? "" : handle, filled(serviceUrl));
        if (!notices.attempt(() -> made[0] = channels.add(brandId, draft))) {
            return null;
        }
        notices.done("channel.message.added", handle);
        notices.forgetDrafts();
        return SELF + made[0];
    }

    public String invite() {
        return done(
                notices.attempt(() -> invitations.invite(channelId, filled(person))),
                "channel.message.invited");
    }

    public String revoke(UUID invitation) {
        return done(
                notices.attempt(() -> invitations.revoke(invitation)), "channel.message.revoked");
    }

    public String disconnect() {
        return done(
                notices.attempt(() -> channels.disconnect(channelId, version)),
                "channel.message.disconnected");
    }

    public String check() {
        return done(notices.attempt(() -> connections.check(channelId)), "channel.message.checked");
    }

    public String useApp() {
        return done(
                notices.attempt(
                        () -> channels.useApp(channelId, version, AddressId.optional(filled(app)))),
                "channel.message.app");
    }

    private String done(boolean worked, String key) {
        if (!worked) {
            return null;
        }
        notices.done(key, getChannel().handle());
        return SELF + channelId;
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    public boolean isFresh() {
        return channelId == null;
    }

    /** Whether the agency's owner lets this person type a credential. */
    public boolean isConnects() {
        return viewer.isManagesChannels() && steps.mayConnect(channelId);
    }

    public ChannelRow getChannel() {
        if (channel == null && channelId != null) {
            channel = brands.channel(channelId);
        }
        return channel;
    }

    public BrandRow getItsBrand() {
        if (itsBrand == null) {
            itsBrand = brands.find(brandId);
        }
        return itsBrand;
    }

    public List<ConnectInvitation> getAsked() {
        if (asked == null) {
            asked =
                    channelId == null || !viewer.isManagesChannels()
                            ? List.of()
                            : invitations.ofChannel(channelId);
        }
        return asked;
    }

    public List<ClientPerson> getPeople() {
        if (people == null) {
            people =
                    channelId == null || !viewer.isManagesChannels()
                            ? List.of()
                            : channels.invitees(channelId);
        }
        return people;
    }

    public List<NetworkAppRow> getUsable() {
        if (usable == null) {
            usable =
                    channelId == null || !viewer.isManagesChannels()
                            ? List.of()
                            : apps
                                    .list(Paging.table(0, Paging.SIZE_MAX, "name", false))
                                    .rows()
                                    .stream()
                                    .filter(one -> one.network().equals(getChannel().network()))
                                    .toList();
        }
        return usable;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getBrand() {
        return brand;
    }

    public void setBrand(String brand) {
        this.brand = brand;
    }

    public String getHandle() {
        return handle;
    }

    public void setHandle(String handle) {
        this.handle = handle;
    }

    public String getServiceUrl() {
        return serviceUrl;
    }

    public void setServiceUrl(String serviceUrl) {
        this.serviceUrl = serviceUrl;
    }

    public String getPerson() {
        return person;
    }

    public void setPerson(String person) {
        this.person = person;
    }

    public String getApp() {
        return app;
    }

    public void setApp(String app) {
        this.app = app;
    }
}
