package org.countersign.platform;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.SessionContext;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Around every EJB method: binds the caller's agency to the transaction before the method, settles
 * the transaction after it, and turns the database's refusals into ours.
 *
 * <p>Settling writes what JPA still holds and then runs the deferred checks, the audit chain's link
 * among them, as the last thing before commit: a refusal of theirs reaches the caller with its
 * reason, and the chain's head is locked for as short as can be.
 *
 * <p>Once the agency is bound, a sensitive action asks for its sign-in ({@link ActionGuard}).
 */
public class TenantBinding {

    private static final String REFUSED_BY_GATE = "CS001";
    private static final String UNIQUE_VIOLATION = "23505";

    @Resource SessionContext context;
    @Inject Database database;
    @Inject ActionGuard actions;

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @AroundInvoke
    @AroundTimeout
    Object bind(InvocationContext invocation) throws Exception {
        if (!Binding.inTransaction()) {
            return invocation.proceed();
        }
        boolean outermost = Binding.current().isEmpty();
        var caller = context.getCallerPrincipal();
        if (caller instanceof AgencyPrincipal person) {
            Binding.bind(database, person.agencyId(), person.personId(), person.acr());
        }
        try {
            if (caller instanceof AgencyPrincipal) {
                actions.check(invocation.getMethod());
            }
            Object result = invocation.proceed();
            if (outermost && Binding.current().isPresent() && !context.getRollbackOnly()) {
                entities.flush();
                database.update("set constraints all immediate");
            }
            return result;
        } catch (EJBAccessException | RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refusal(e).orElseThrow(() -> e);
        }
    }

    private static Optional<RuntimeException> refusal(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof RefusedException refused) {
                return Optional.of(refused);
            }
            if (t instanceof OptimisticLockException) {
                return Optional.of(new StaleException());
            }
            if (t instanceof SQLException sql) {
                if (REFUSED_BY_GATE.equals(sql.getSQLState())) {
                    return Optional.of(new GateRefusedException(firstLine(sql)));
                }
                if (UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                    return constraintOf(sql).map(AlreadyTakenException::new);
                }
            }
        }
        return Optional.empty();
    }

    /** PostgreSQL's message is {@code ERROR: <key>}, with its context on further lines. */
    private static String firstLine(SQLException refusal) {
        return refusal.getMessage().lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
    }

    private static Optional<String> constraintOf(SQLException violation) {
        String message = String.valueOf(violation.getMessage());
        int from = message.indexOf('"');
        int to = message.indexOf('"', from + 1);
        return from < 0 || to < 0 ? Optional.empty() : Optional.of(message.substring(from + 1, to));
    }
}
