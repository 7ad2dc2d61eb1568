package org.countersign.platform;

/** The first request with this key has not ended yet; nothing was done a second time. */
public final class UnderWayException extends RefusedException {

    private static final long serialVersionUID = 1L;

    UnderWayException() {
        super("request.refused.under_way");
    }
}
