package org.countersign.web.operator;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.content.limits.Network;
import org.countersign.tenancy.NetworkAppDraft;
import org.countersign.tenancy.operator.AppBudget;
import org.countersign.tenancy.operator.OperatorApp;
import org.countersign.tenancy.operator.OperatorApps;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/** Backs {@code /operator/apps.xhtml}: developer apps that agencies use by default. */
@Named
@RequestScoped
public class OperatorAppsPage {

    private static final String SELF = "/operator/apps?faces-redirect=true";
    private static final int HOUR = 3600;

    @EJB OperatorApps apps;
    @Inject Notices notices;

    private String id;
    private OperatorApp chosen;
    private List<OperatorApp> all;
    private List<AppBudget> budgets;
    private String network;
    private String name;
    private String clientId;
    private String secret;
    private String newSecret;
    private String hours;
    private String points;

    public void load() {
        if (id != null && !id.isEmpty()) {
            chosen = apps.find(AddressId.of(id, "network_app"));
        }
    }

    public String add() {
        var draft =
                new NetworkAppDraft(filled(network), filled(name), filled(clientId), taken(secret));
        return after("operator_apps.message.added", () -> apps.add(draft), name);
    }

    public String replaceSecret(UUID app, long version) {
        String typed = taken(newSecret);
        return after(
                "operator_apps.message.replaced", () -> apps.replaceSecret(app, version, typed));
    }

    public String retire(UUID app, long version) {
        return after("operator_apps.message.retired", () -> apps.retire(app, version));
    }

    public String setBudget(UUID app) {
        return after(
                "operator_apps.message.budget",
                () ->
                        apps.setBudget(
                                app,
                                Integer.parseInt(hours) * HOUR,
                                filled(points).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(Integer.valueOf(points))));
    }

    private String after(String message, Runnable command, Object... words) {
        if (!notices.attempt(command)) {
            return null;
        }
        notices.done(message, words);
        return SELF;
    }

    /** What was typed, which no form shows again. */
    private String taken(String typed) {
        secret = null;
        newSecret = null;
        return filled(typed);
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed.strip();
    }

    public List<OperatorApp> getAll() {
        if (all == null) {
            all = apps.list();
        }
        return all;
    }

    /** The networks that we publish to. */
    public Network[] getNetworks() {
        return Network.values();
    }

    public String title(String ofNetwork) {
        return Network.byId(ofNetwork).map(Network::title).orElse(ofNetwork);
    }

    public OperatorApp getChosen() {
        if (chosen == null) {
            load();
        }
        return chosen;
    }

    public List<AppBudget> getBudgets() {
        if (budgets == null) {
            budgets = apps.budgets(getChosen().id());
        }
        return budgets;
    }

    public long hours(AppBudget budget) {
        return budget.windowSeconds() / HOUR;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
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

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public String getNewSecret() {
        return newSecret;
    }

    public void setNewSecret(String newSecret) {
        this.newSecret = newSecret;
    }

    public String getHours() {
        return hours;
    }

    public void setHours(String hours) {
        this.hours = hours;
    }

    public String getPoints() {
        return points;
    }

    public void setPoints(String points) {
        this.points = points;
    }
}
