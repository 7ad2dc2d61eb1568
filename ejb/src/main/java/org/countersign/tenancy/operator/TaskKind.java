package org.countersign.tenancy.operator;

import java.util.List;

/** What can be done with an agency, and by which steps, in their order. */
public enum TaskKind {
    PROVISION("KEY", "REALM", "SETTINGS", "CLIENT", "OWNER", "OPEN", "INVITATION"),
    SUSPEND("REALM_OFF"),
    RESUME("REALM_ON", "OPEN"),
    MOVE("CLIENT_BOTH", "HOST", "CLIENT"),
    EXPORT("ARCHIVE"),
    ERASE("REALM_GONE", "ROWS", "CERTIFICATE");

    private final List<String> steps;

    TaskKind(String... steps) {
        this.steps = List.of(steps);
    }

    List<String> steps() {
        return steps;
    }
}
