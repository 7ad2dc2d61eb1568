package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;
import org.countersign.platform.Paging;
import org.countersign.tenancy.vendor.AssignmentFilter;
import org.countersign.tenancy.vendor.AssignmentRow;
import org.countersign.tenancy.vendor.Assignments;

/** Backs {@code /vendor/desk.xhtml}: where a vendor's person starts. */
@Named
@RequestScoped
public class VendorDeskPage {

    @EJB Assignments assignments;

    private List<AssignmentRow> open;

    /** The open ones; the database shows a vendor's person no other. */
    public List<AssignmentRow> getOpen() {
        if (open == null) {
            open =
                    assignments
                            .list(
                                    AssignmentFilter.ALL,
                                    Paging.table(0, Paging.SIZE_MAX, "ends", false))
                            .rows();
        }
        return open;
    }
}
