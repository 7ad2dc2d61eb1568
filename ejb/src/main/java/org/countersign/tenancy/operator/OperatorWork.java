package org.countersign.tenancy.operator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.countersign.platform.AgencyBinder;
import org.countersign.platform.Roles;

/**
 * One transaction in the operator's tenant in the name of the operator who ordered the task: the
 * database asks again whether they still are one, and their id stands in the chain.
 */
@Stateless
@RolesAllowed(Roles.SYSTEM)
public class OperatorWork {

    @Inject AgencyBinder binder;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T> T as(String operator, Supplier<T> work) {
        binder.bind(OperatorTenant.AGENCY, operator);
        return work.get();
    }
}
