package org.countersign.web.safety;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.safety.HoldRow;
import org.countersign.safety.Holds;
import org.countersign.safety.Scope;
import org.countersign.web.shell.Viewer;

/** The stops in force, shown on every page whose posts they stop. */
@Named
@RequestScoped
public class HoldBanner {

    private static final int SHOWN = 20;

    @EJB Holds holds;
    @Inject Viewer viewer;

    private List<HoldRow> active;

    /** All that the person may see. */
    public List<HoldRow> getActive() {
        if (active == null) {
            active =
                    viewer.isSeesHolds()
                            ? holds.list(true, Paging.table(0, SHOWN, "", false)).rows()
                            : List.of();
        }
        return active;
    }

    /** Those over one brand: its own, its client's, the whole agency's. */
    public List<HoldRow> over(UUID brand, UUID client) {
        return getActive().stream()
                .filter(
                        hold ->
                                hold.scope() == Scope.AGENCY
                                        || hold.scopeId().equals(Objects.toString(brand))
                                        || hold.scopeId().equals(Objects.toString(client)))
                .toList();
    }
}
