package org.countersign.tenancy.vendor;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which assignments a list shows.
 *
 * @param states any of these; none means all
 * @param waiting only those with terms that wait for the client
 */
public record AssignmentFilter(
        Optional<UUID> vendorId,
        Optional<UUID> brandId,
        List<AssignmentState> states,
        boolean waiting) {

    public static final AssignmentFilter ALL =
            new AssignmentFilter(Optional.empty(), Optional.empty(), List.of(), false);

    public AssignmentFilter {
        states = List.copyOf(states);
    }
}
