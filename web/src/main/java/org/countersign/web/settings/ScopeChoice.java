package org.countersign.web.settings;

import java.io.Serializable;

/** One permission that a new program may be given. */
public class ScopeChoice implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private boolean chosen;

    ScopeChoice(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public boolean isChosen() {
        return chosen;
    }

    public void setChosen(boolean chosen) {
        this.chosen = chosen;
    }
}
