package org.countersign.web.operator;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.UUID;
import org.countersign.platform.Settings;
import org.countersign.tenancy.operator.AgencyOrders;
import org.countersign.tenancy.operator.NewAgency;
import org.countersign.web.shell.Notices;

/** Backs {@code /operator/new.xhtml}. */
@Named
@RequestScoped
public class NewAgencyPage {

    @EJB AgencyOrders orders;
    @Inject Settings settings;
    @Inject Notices notices;

    private String name;
    private String slug;
    private String host;
    private String ownerName;
    private String ownerMail;

    /** Orders the agency and shows how it comes up. */
    public String create() {
        var id = new UUID[1];
        boolean ordered =
                notices.attempt(
                        () ->
                                id[0] =
                                        orders.create(
                                                new NewAgency(
                                                        low(slug),
                                                        filled(name),
                                                        low(host),
                                                        filled(ownerName),
                                                        filled(ownerMail))));
        return ordered ? "/operator/agency?faces-redirect=true&id=" + id[0] : null;
    }

    public String getDomain() {
        return settings.baseDomain();
    }

    private static String filled(String text) {
        return text == null ? "" : text.strip();
    }

    private static String low(String text) {
        return filled(text).toLowerCase(Locale.ROOT);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getSlug() {
        return slug;
    }

    public void setSlug(String slug) {
        this.slug = slug;
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public String getOwnerName() {
        return ownerName;
    }

    public void setOwnerName(String ownerName) {
        this.ownerName = ownerName;
    }

    public String getOwnerMail() {
        return ownerMail;
    }

    public void setOwnerMail(String ownerMail) {
        this.ownerMail = ownerMail;
    }
}
