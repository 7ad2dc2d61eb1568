package org.countersign.platform;

/** A gate of the database refused: its trigger names the message key. */
public final class GateRefusedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    GateRefusedException(String messageKey) {
        super(messageKey);
    }
}
