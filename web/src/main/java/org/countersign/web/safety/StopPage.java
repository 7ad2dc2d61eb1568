package org.countersign.web.safety;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.safety.HoldRow;
import org.countersign.safety.Holds;
import org.countersign.safety.Scope;
import org.countersign.tenancy.Agencies;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelRow;
import org.countersign.tenancy.vendor.Vendors;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Viewer;
import org.countersign.web.tenancy.BrandChoice;

/** Backs {@code /safety/stop.xhtml}: stopping takes one press, lifting two people. */
@Named
@ViewScoped
public class StopPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int HOLDS = 50;

    @EJB Holds holds;
    @EJB Brands brands;
    @EJB Agencies agencies;
    @EJB Vendors vendors;
    @Inject BrandChoice choice;
    @Inject Notices notices;
    @Inject Viewer viewer;

    private String brand;
    private String vendor;
    private String what;
    private String reason;
    private ArrayList<StopChoice> choices = new ArrayList<>();
    private transient List<HoldRow> active;
    private transient List<HoldRow> over;

    /** The widest of what this person may stop comes last: a slip should stop less, not more. */
    public void load() {
        choices = new ArrayList<>();
        for (BrandRow row : choice.all()) {
            choices.add(
                    new StopChoice(
                            Scope.BRAND,
                            row.id().toString(),
                            row.name(),
                            row.initials(),
                            row.colour()));
            addChannels(row);
        }
        addVendor();
        if (viewer.isStaff()) {
            var agency = agencies.current();
            choices.add(new StopChoice(Scope.AGENCY, agency.id(), agency.name(), "", 1));
        }
        what = preset();
    }

    private void addChannels(BrandRow row) {
        if (row.channels() < 2) {
            return;
        }
        var paging = Paging.table(0, HOLDS, "", false);
        for (ChannelRow channel : brands.channels(Optional.of(row.id()), paging).rows()) {
            choices.add(
                    new StopChoice(
                            Scope.CHANNEL,
                            channel.id().toString(),
                            row.name() + ", @" + channel.handle(),
                            row.initials(),
                            row.colour()));
        }
    }

    /** The vendor that the person came from: all that it wrote, for whichever client. */
    private void addVendor() {
        if (viewer.isVendors()) {
            AddressId.optional(vendor)
                    .map(id -> vendors.find(id).vendor())
                    .ifPresent(
                            row ->
                                    choices.add(
                                            0,
                                            new StopChoice(
                                                    Scope.VENDOR,
                                                    row.id().toString(),
                                                    row.name(),
                                                    "",
                                                    1)));
        }
    }

    /** The vendor or brand the person came from; else the only one there is. */
    private String preset() {
        for (StopChoice one : choices) {
            if (one.scope() == Scope.VENDOR) {
                return one.value();
            }
            if (one.scope() == Scope.BRAND && one.id().equals(brand)) {
                return one.value();
            }
        }
        return choices.size() == 1 ? choices.get(0).value() : null;
    }

    public String stop() {
        Optional<StopChoice> chosen =
                choices.stream().filter(one -> one.value().equals(what)).findFirst();
        if (chosen.isEmpty()) {
            notices.bad("stop.error.choose");
            return null;
        }
        StopChoice one = chosen.get();
        if (!notices.attempt(
                () -> holds.place(one.scope(), one.id(), reason == null ? "" : reason))) {
            return null;
        }
        notices.done("stop.message.stopped", one.name());
        return "/safety/stop?faces-redirect=true";
    }

    public String lift(UUID hold) {
        var ended = new boolean[1];
        if (!notices.attempt(() -> ended[0] = holds.lift(hold))) {
            return null;
        }
        notices.done(ended[0] ? "stop.message.lifted" : "stop.message.lift_asked");
        return "/safety/stop?faces-redirect=true";
    }

    public String names(HoldRow hold) {
        return String.join(", ", hold.liftedBy());
    }

    public List<HoldRow> getActive() {
        if (active == null) {
            active = holds.list(true, Paging.table(0, HOLDS, "", false)).rows();
        }
        return active;
    }

    /** Those that ended, for who wants to know what stood still when. */
    public List<HoldRow> getOver() {
        if (over == null) {
            over =
                    holds.list(false, Paging.table(0, HOLDS, "", false)).rows().stream()
                            .filter(hold -> !hold.active())
                            .toList();
        }
        return over;
    }

    public List<StopChoice> getChoices() {
        return choices;
    }

    public String getVendor() {
        return vendor;
    }

    public void setVendor(String vendor) {
        this.vendor = vendor;
    }

    public String getBrand() {
        return brand;
    }

    public void setBrand(String brand) {
        this.brand = brand;
    }

    public String getWhat() {
        return what;
    }

    public void setWhat(String what) {
        this.what = what;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
