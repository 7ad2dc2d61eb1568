package org.countersign.web.publishing;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.net.URI;
import java.util.UUID;
import org.countersign.platform.InvalidInputException;
import org.countersign.publishing.ChannelConnections;
import org.countersign.publishing.ConnectionSteps;
import org.countersign.publishing.Credential;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;
import org.countersign.tenancy.ConnectInvitation;
import org.countersign.tenancy.ConnectInvitations;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Viewer;

/**
 * Backs {@code /publishing/connect.xhtml}, by an invitation's link or from the list of accounts. A
 * typed password lives as long as the request: it is in no session and never shown again.
 */
@Named
@ViewScoped
public class ConnectPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB Brands brands;
    @EJB ConnectInvitations invitations;
    @EJB ConnectionSteps steps;
    @EJB ChannelConnections connections;
    @Inject Notices notices;
    @Inject Viewer viewer;

    private String id;
    private String of;
    private UUID channelId;
    private boolean allowed;
    private String handle;
    private transient ConnectInvitation invitation;
    private transient ChannelRow channel;
    private transient BrandRow brand;
    private transient String appPassword;

    public void load() {
        channelId = id == null ? AddressId.of(of, "channel") : getInvitation().channelId();
        handle = getChannel().handle();
        allowed = steps.mayConnect(channelId);
    }

    public String connect() {
        boolean connected;
        try {
            connected = notices.attempt(this::give);
        } finally {
            appPassword = null;
        }
        if (!connected) {
            return null;
        }
        notices.done("connect.message.connected", handle);
        return viewer.isStaff()
                ? "/tenancy/channel?faces-redirect=true&id=" + channelId
                : "/publishing/accounts?faces-redirect=true";
    }

    /** Asked here and not by the fields: what is refused there, Faces would keep in the view. */
    private void give() {
        if (handle == null || handle.isBlank()) {
            throw new InvalidInputException("handle", "connect.refused.no_handle");
        }
        if (appPassword == null || appPassword.isBlank()) {
            throw new InvalidInputException("appPassword", "connect.refused.no_password");
        }
        connections.connect(channelId, new Credential(handle, appPassword));
    }

    /** Where the password goes, as people read it. */
    public String getServer() {
        return URI.create(getChannel().serviceUrl()).getAuthority();
    }

    /** The caller's own; null when the page was not opened by a link. */
    public ConnectInvitation getInvitation() {
        if (invitation == null && id != null) {
            invitation = invitations.mine(AddressId.of(id, "invitation"));
        }
        return invitation;
    }

    public ChannelRow getChannel() {
        if (channel == null) {
            channel = brands.channel(channelId);
        }
        return channel;
    }

    public BrandRow getBrand() {
        if (brand == null) {
            brand = brands.find(getChannel().brandId());
        }
        return brand;
    }

    public boolean isAllowed() {
        return allowed;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getOf() {
        return of;
    }

    public void setOf(String of) {
        this.of = of;
    }

    public String getHandle() {
        return handle;
    }

    public void setHandle(String handle) {
        this.handle = handle;
    }

    public String getAppPassword() {
        return appPassword;
    }

    public void setAppPassword(String appPassword) {
        this.appPassword = appPassword;
    }
}
