package org.countersign.platform;

import jakarta.ejb.ApplicationException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A rule said no. It rolls the transaction back and reaches the caller unwrapped; the text is made
 * where people read it, from the key and the arguments.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String messageKey;
    private final Serializable[] arguments;

    protected RefusedException(String messageKey, Serializable... arguments) {
        super(messageKey + " " + Arrays.toString(arguments));
        this.messageKey = messageKey;
        this.arguments = arguments.clone();
    }

    /** Key of a text in the page bundle. */
    public String messageKey() {
        return messageKey;
    }

    /** What the text's placeholders stand for, in order. */
    public List<Object> arguments() {
        return List.of((Object[]) arguments);
    }
}
