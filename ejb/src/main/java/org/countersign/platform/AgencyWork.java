package org.countersign.platform;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * One transaction of the application's own work for one agency. Jobs that walk through agencies
 * call it once for each; what runs inside has the role {@code system}.
 */
@Stateless
@RolesAllowed(Roles.SYSTEM)
public class AgencyWork {

    @Inject AgencyBinder binder;

    /**
     * @param job name of the work, lower case; audit entries show {@code job:<name>} as actor
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T> T in(String agencyId, String job, Supplier<T> work) {
        binder.bind(agencyId, "job:" + job);
        return work.get();
    }
}
