package org.countersign.platform;

/** The caller sees the thing and may not do this with it. */
public final class NotPermittedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    public NotPermittedException(String messageKey) {
        super(messageKey);
    }
}
