package org.countersign.tenancy.vendor;

import java.util.List;
import java.util.Optional;

/**
 * A vendor with what the agency keeps of it.
 *
 * @param notes the agency's own
 */
public record VendorView(
        VendorRow vendor, String notes, Optional<Money> dayRate, List<VendorPerson> people) {

    public VendorView {
        people = List.copyOf(people);
    }
}
