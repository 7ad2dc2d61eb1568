package org.countersign.publishing;

import java.time.Instant;

/** The network would take no more now; thrown before anything is sent. */
final class BudgetEmptyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Instant until;

    BudgetEmptyException(Instant until) {
        super("budget empty until " + until, null, false, false);
        this.until = until;
    }

    /** When there is room again, as far as is known now. */
    Instant until() {
        return until;
    }
}
