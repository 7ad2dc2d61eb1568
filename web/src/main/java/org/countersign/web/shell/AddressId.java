package org.countersign.web.shell;

import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.NotFoundException;

/** An id out of the address, which anybody can type. */
public final class AddressId {

    private AddressId() {}

    /**
     * @throws NotFoundException for a text that is no id: for the reader there is nothing there
     */
    public static UUID of(String text, String what) {
        return optional(text).orElseThrow(() -> new NotFoundException(what));
    }

    /** Empty for no text and for one that is no id. */
    public static Optional<UUID> optional(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
