package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.countersign.tenancy.vendor.VendorRow;
import org.countersign.tenancy.vendor.Vendors;
import org.countersign.web.shell.TableState;

/** Backs {@code /vendor/vendors.xhtml}. */
@Named
@RequestScoped
public class VendorsPage {

    @EJB Vendors vendors;

    private final TableState<VendorRow> list = new TableState<>();
    private String text = "";

    public void load() {
        if (list.getSort().isEmpty()) {
            list.setSort("name");
        }
        list.show(vendors.list(text, list.paging()));
    }

    public boolean isFiltered() {
        return !text.isEmpty();
    }

    public TableState<VendorRow> getList() {
        return list;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }
}
