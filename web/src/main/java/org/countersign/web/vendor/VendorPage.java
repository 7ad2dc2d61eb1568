package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.tenancy.vendor.AssignmentFilter;
import org.countersign.tenancy.vendor.AssignmentRow;
import org.countersign.tenancy.vendor.Assignments;
import org.countersign.tenancy.vendor.Money;
import org.countersign.tenancy.vendor.VendorDraft;
import org.countersign.tenancy.vendor.VendorPerson;
import org.countersign.tenancy.vendor.VendorView;
import org.countersign.tenancy.vendor.Vendors;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/** Backs {@code /vendor/vendor.xhtml}: one vendor, its people and assignments, or a new one. */
@Named
@ViewScoped
public class VendorPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;

    @EJB Vendors vendors;
    @EJB Assignments assignments;
    @Inject Notices notices;

    private String id;
    private UUID vendorId;
    private long version;
    private boolean active = true;
    private String heading;
    private String name;
    private String contact;
    private String mail;
    private String country;
    private String notes;
    private String rate;
    private String currency;
    private transient List<VendorPerson> people;
    private transient List<AssignmentRow> work;

    public void load() {
        if (id == null) {
            return;
        }
        VendorView view = vendors.find(AddressId.of(id, "vendor"));
        vendorId = view.vendor().id();
        version = view.vendor().version();
        active = view.vendor().active();
        heading = view.vendor().name();
        name = heading;
        contact = view.vendor().contact();
        mail = view.vendor().mail();
        country = view.vendor().country();
        notes = view.notes();
        rate = view.dayRate().map(Money::figure).orElse("");
        currency = view.dayRate().map(Money::currency).orElse("EUR");
        people = view.people();
    }

    /** Saves, and shows the vendor as it then is. */
    public String save() {
        boolean saved =
                notices.attempt(
                        () -> {
                            if (vendorId == null) {
                                vendorId = vendors.create(draft());
                            } else {
                                vendors.change(vendorId, version, draft());
                            }
                        });
        if (!saved) {
            return null;
        }
        notices.done("vendor.message.saved", name);
        notices.forgetDrafts();
        return here();
    }

    public String shutOut() {
        return admit(false, "vendor.message.shut_out");
    }

    public String letIn() {
        return admit(true, "vendor.message.let_in");
    }

    private String admit(boolean in, String key) {
        if (!notices.attempt(() -> vendors.admit(vendorId, version, in))) {
            return null;
        }
        notices.done(key, heading);
        return here();
    }

    private String here() {
        return "/vendor/vendor?faces-redirect=true&id=" + vendorId;
    }

    private VendorDraft draft() {
        return new VendorDraft(
                filled(name),
                filled(contact),
                filled(mail),
                filled(country).strip().toUpperCase(java.util.Locale.ROOT),
                filled(notes),
                filled(rate).isBlank()
                        ? Optional.empty()
                        : Optional.of(Money.of(rate, filled(currency))));
    }

    private static String filled(String text) {
        return text == null ? "" : text;
    }

    public boolean isFresh() {
        return vendorId == null;
    }

    public boolean isActive() {
        return active;
    }

    public List<VendorPerson> getPeople() {
        if (people == null) {
            people = vendorId == null ? List.of() : vendors.find(vendorId).people();
        }
        return people;
    }

    public List<AssignmentRow> getWork() {
        if (work == null) {
            var filter =
                    new AssignmentFilter(
                            Optional.ofNullable(vendorId), Optional.empty(), List.of(), false);
            work =
                    vendorId == null
                            ? List.of()
                            : assignments.list(filter, Paging.table(0, SHOWN, "ends", true)).rows();
        }
        return work;
    }

    public String getHeading() {
        return heading;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getContact() {
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    public String getMail() {
        return mail;
    }

    public void setMail(String mail) {
        this.mail = mail;
    }

    public String getCountry() {
        return country;
    }

    public void setCountry(String country) {
        this.country = country;
    }

    public String getNotes() {
        return notes;
    }

    public void setNotes(String notes) {
        this.notes = notes;
    }

    public String getRate() {
        return rate;
    }

    public void setRate(String rate) {
        this.rate = rate;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }
}
