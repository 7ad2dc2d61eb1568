package org.countersign.web.safety;

import java.io.Serializable;
import org.countersign.safety.Scope;

/** Something a person may stop. */
public record StopChoice(Scope scope, String id, String name, String initials, int colour)
        implements Serializable {

    /** What the form sends. */
    public String value() {
        return scope.name() + ":" + id;
    }
}
