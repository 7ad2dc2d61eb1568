package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.tenancy.ClientRow;
import org.countersign.tenancy.Clients;
import org.countersign.tenancy.Staff;

/** The clients and roles to choose from in forms. */
@Named
@RequestScoped
public class ClientChoice {

    /** More than anybody chooses from; beyond it the API is the way. */
    private static final int PAGES_MAX = 5;

    @EJB Clients clients;

    private List<ClientRow> all;

    /** Those within the reader's reach, by name. */
    public List<ClientRow> getAll() {
        if (all == null) {
            all = new ArrayList<>();
            for (int i = 0; i < PAGES_MAX; i++) {
                var paging = Paging.table(i * Paging.SIZE_MAX, Paging.SIZE_MAX, "name", false);
                Page<ClientRow> page = clients.list(paging);
                all.addAll(page.rows());
                if (all.size() >= page.total()) {
                    break;
                }
            }
        }
        return all;
    }

    /** One of them, or not found. */
    public ClientRow find(UUID id) {
        return clients.find(id);
    }

    public List<String> getRoles() {
        return Staff.ROLES;
    }
}
