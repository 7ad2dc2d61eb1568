package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.platform.Paging;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;

/** The brands to choose from, by name; read once a request. */
@RequestScoped
public class BrandChoice {

    /** Beyond this a drop-down is no way to choose; then a search has to come. */
    private static final int MOST = 500;

    @EJB Brands brands;

    private List<BrandRow> all;

    public List<BrandRow> all() {
        if (all == null) {
            all = read();
        }
        return all;
    }

    private List<BrandRow> read() {
        var read = new ArrayList<BrandRow>();
        boolean more = true;
        while (more && read.size() < MOST) {
            var paging = Paging.table(read.size(), Paging.SIZE_MAX, "name", false);
            var page = brands.list(Optional.empty(), paging);
            read.addAll(page.rows());
            more = page.next().isPresent();
        }
        return List.copyOf(read);
    }
}
