package org.countersign.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Binds the running transaction where no caller says which agency it is for: jobs, and links whose
 * signature names it. Who may call it is a reviewed list, kept by a test.
 */
@ApplicationScoped
public class AgencyBinder {

    @Inject Database database;

    /**
     * @param actor {@code job:<name>}
     * @throws jakarta.ejb.EJBAccessException when the transaction is another agency's already
     */
    public void bind(String agencyId, String actor) {
        Binding.bind(database, agencyId, actor, "");
    }
}
