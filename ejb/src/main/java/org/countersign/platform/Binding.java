package org.countersign.platform;

import jakarta.ejb.EJBAccessException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The agency and the actor that one transaction works for. Bound once, never changed: crossing to
 * another agency needs a transaction of its own.
 *
 * @param actor a person's id, or {@code job:<name>} for the application's own work
 */
record Binding(String agencyId, String actor) {

    private static final String KEY = Binding.class.getName();
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    /** What the running transaction is bound to; empty without a transaction or before binding. */
    static Optional<Binding> current() {
        var registry = registry();
        if (registry.getTransactionKey() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable((Binding) registry.getResource(KEY));
    }

    static boolean inTransaction() {
        return registry().getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    /**
     * Binds the running transaction, on the connection that JPA and JDBC share in it.
     *
     * @param acr how strong the person's sign-in was; empty for a job
     * @throws EJBAccessException when it is bound to another agency already
     */
    static void bind(Database database, String agencyId, String actor, String acr) {
        var present = current();
        if (present.isPresent()) {
            if (!present.get().agencyId().equals(agencyId)) {
                throw new EJBAccessException(
                        "tenant switch inside a transaction: %s -> %s"
                                .formatted(present.get().agencyId(), agencyId));
            }
            return;
        }
        database.list(
                """
                select set_config('app.agency', ?, true), set_config('app.person', ?, true),
                       set_config('app.acr', ?, true)""",
                row -> row.text(1),
                agencyId,
                actor,
                acr);
        registry().putResource(KEY, new Binding(agencyId, actor));
    }

    private static TransactionSynchronizationRegistry registry() {
        try {
            return InitialContext.doLookup(REGISTRY);
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }
}
