package org.countersign.publishing;

/** The database's gate said no right before the first byte. Nothing was sent. */
final class GateClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason {@code held}, {@code window}, {@code approval} or {@code not_dispatching}
     */
    GateClosedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
