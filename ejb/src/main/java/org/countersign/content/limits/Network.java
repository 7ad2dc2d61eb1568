package org.countersign.content.limits;

import java.util.Optional;
import java.util.stream.Stream;

/** A network whose limits are known well enough to check a draft against. */
public enum Network {
    BLUESKY("bluesky", "Bluesky");

    private final String id;
    private final String title;

    Network(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** As in canonical content and in the database. */
    public String id() {
        return id;
    }

    /** As people call it; the same in every language. */
    public String title() {
        return title;
    }

    public static Optional<Network> byId(String id) {
        return Stream.of(values()).filter(network -> network.id.equals(id)).findFirst();
    }
}
