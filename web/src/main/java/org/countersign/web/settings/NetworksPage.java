package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.tenancy.ConnectionRules;
import org.countersign.tenancy.NetworkAppDraft;
import org.countersign.tenancy.NetworkAppRow;
import org.countersign.tenancy.NetworkApps;
import org.countersign.web.shell.Notices;

/**
 * Backs {@code /settings/networks.xhtml}: whether staff may type a client's credentials, and the
 * developer apps. It lives as long as one request, so that no session keeps a secret.
 */
@Named
@RequestScoped
public class NetworksPage {

    private static final String SELF = "/settings/networks?faces-redirect=true";

    @EJB ConnectionRules rules;
    @EJB NetworkApps apps;
    @Inject Notices notices;

    private String network;
    private String name;
    private String clientId;
    private String secret;
    private List<NetworkAppRow> all;

    public String letStaffConnect(boolean allowed) {
        if (!notices.attempt(() -> rules.letStaffConnect(allowed))) {
            return null;
        }
        notices.done(allowed ? "networks.message.allowed" : "networks.message.forbidden");
        return SELF;
    }

    public String add() {
        boolean added;
        try {
            added =
                    notices.attempt(
                            () ->
                                    apps.add(
                                            new NetworkAppDraft(
                                                    filled(network),
                                                    filled(name),
                                                    filled(clientId),
                                                    filled(secret))));
        } finally {
            secret = null;
        }
        if (!added) {
            return null;
        }
        notices.done("networks.message.added", name);
        notices.forgetDrafts();
        return SELF;
    }

    public String retire(UUID id, long version) {
        if (!notices.attempt(() -> apps.retire(id, version))) {
            return null;
        }
        notices.done("networks.message.retired");
        return SELF;
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed.strip();
    }

    public boolean isStaffMayConnect() {
        return rules.staffMayConnect();
    }

    public List<NetworkAppRow> getAll() {
        if (all == null) {
            all = apps.list(Paging.table(0, Paging.SIZE_MAX, "name", false)).rows();
        }
        return all;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public String getNetwork() {
        return network;
    }

    public void setNetwork(String network) {
        this.network = network;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }
}
