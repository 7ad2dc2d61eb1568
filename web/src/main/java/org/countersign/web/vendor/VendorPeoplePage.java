package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import org.countersign.platform.InvalidInputException;
import org.countersign.tenancy.vendor.VendorPeople;
import org.countersign.tenancy.vendor.VendorPerson;
import org.countersign.tenancy.vendor.Vendors;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Texts;
import org.countersign.web.shell.Viewer;

/** The people on {@code /vendor/vendor.xhtml}: asked in, reminded, let go. */
@Named
@ViewScoped
public class VendorPeoplePage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB VendorPeople people;
    @EJB Vendors vendors;
    @Inject Notices notices;
    @Inject Texts texts;
    @Inject Viewer viewer;

    private String vendor;
    private boolean keeper;
    private String name;
    private String mail;
    private String language;

    /**
     * @param id the vendor's, as in the address; absent for a new one
     */
    public void load(String id) {
        vendor = id;
        keeper = id != null && viewer.isKeepsVendorPeople() && vendors.isKeeper(vendorId());
        language = texts.getLocale().getLanguage();
    }

    public String invite() {
        if (!notices.attempt(this::ask)) {
            return null;
        }
        notices.done("people.message.invited", name);
        notices.forgetDrafts();
        return here();
    }

    /** The company has a name and a mail address too: what is refused belongs to these fields. */
    private void ask() {
        try {
            people.invite(vendorId(), name == null ? "" : name, mail == null ? "" : mail, language);
        } catch (InvalidInputException refused) {
            throw new InvalidInputException(
                    "name".equals(refused.field()) ? "who" : "address",
                    refused.messageKey(),
                    refused.arguments().toArray());
        }
    }

    public String resend(VendorPerson person) {
        return after("person.message.resent", person, () -> people.resend(vendorId(), person.id()));
    }

    public String deactivate(VendorPerson person) {
        return after(
                "person.message.ended",
                person,
                () -> people.deactivate(vendorId(), person.id(), person.version()));
    }

    public String reactivate(VendorPerson person) {
        return after(
                "person.message.reactivated",
                person,
                () -> people.reactivate(vendorId(), person.id(), person.version()));
    }

    private String after(String message, VendorPerson person, Runnable command) {
        if (!notices.attempt(command)) {
            return null;
        }
        notices.done(message, person.name());
        return here();
    }

    private String here() {
        return "/vendor/vendor?faces-redirect=true&id=" + vendor;
    }

    private UUID vendorId() {
        return AddressId.of(vendor, "vendor");
    }

    /** Whether the reader may ask people of this vendor in. */
    public boolean isKeeper() {
        return keeper;
    }

    /** Whether the reader could, were there no client that they do not look after. */
    public boolean isKeptFrom() {
        return viewer.isKeepsVendorPeople() && !keeper;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getMail() {
        return mail;
    }

    public void setMail(String mail) {
        this.mail = mail;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }
}
