package org.countersign.tenancy;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.countersign.platform.AgencyBinder;
import org.countersign.platform.Database;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.look.AgencyLook;
import org.countersign.tenancy.look.LookBook;

/**
 * The names and looks that agencies show to anybody who knows their host; nothing else of theirs is
 * read.
 */
@Stateless
@PermitAll
public class AgencyNames {

    @Inject AgencyBinder binder;
    @Inject Database database;
    @Inject LookBook looks;

    /**
     * @throws NotFoundException for an id that is no agency's
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public String of(String agencyId) {
        binder.bind(agencyId, "job:names");
        return database.first(
                        "select name from agency where agency_id = ?", row -> row.text(1), agencyId)
                .orElseThrow(() -> new NotFoundException("agency"));
    }

    /** Of an agency that is there. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public AgencyLook look(String agencyId) {
        binder.bind(agencyId, "job:names");
        return looks.read();
    }
}
