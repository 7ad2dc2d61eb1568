package org.countersign.platform.outbound;

/**
 * A call that brought no answer; {@link #mayHaveArrived} tells whether it may have had an effect.
 */
public final class OutboundException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Kind {
        /** The guard forbids the target: scheme, port, address, redirect. */
        FORBIDDEN,
        /** The name is unknown or no connection came about. */
        UNREACHABLE,
        /** The time was over. */
        TIMEOUT,
        /** The answer is longer than allowed. */
        TOO_LARGE,
        /** The connection broke or the answer is not HTTP. */
        BROKEN
    }

    private final Kind kind;
    private final boolean arrived;

    OutboundException(Kind kind, boolean mayHaveArrived, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.arrived = mayHaveArrived;
    }

    static OutboundException forbidden(String message) {
        return new OutboundException(Kind.FORBIDDEN, false, message, null);
    }

    public Kind kind() {
        return kind;
    }

    /** False only if it is certain that not one byte of the request left. */
    public boolean mayHaveArrived() {
        return arrived;
    }
}
