package org.countersign.platform;

/** Somebody else changed it since the caller read it. */
public final class StaleException extends RefusedException {

    private static final long serialVersionUID = 1L;

    public StaleException() {
        super("general.refused.stale");
    }
}
