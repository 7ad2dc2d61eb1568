package org.countersign.content;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which posts a list shows.
 *
 * @param states any of these, as {@link PostRow#state} names them; none means all
 * @param text part of the title
 */
public record PostFilter(
        Optional<UUID> brandId, Optional<UUID> campaignId, List<String> states, String text) {

    public static final PostFilter ALL =
            new PostFilter(Optional.empty(), Optional.empty(), List.of(), "");

    public PostFilter {
        states = List.copyOf(states);
    }
}
