package org.countersign.platform;

import java.io.Serializable;

/** Something typed or uploaded cannot be taken as it is; the text says what to do. */
public final class InvalidInputException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the property it is about, as pages and the API name it
     */
    public InvalidInputException(String field, String messageKey, Serializable... arguments) {
        super(messageKey, arguments);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
