package org.countersign.platform;

/** A name that must be the only one exists already; the key carries the constraint'\''s name. */
public final class AlreadyTakenException extends RefusedException {

    private static final long serialVersionUID = 1L;

    AlreadyTakenException(String constraint) {
        super("constraint." + constraint);
    }
}
