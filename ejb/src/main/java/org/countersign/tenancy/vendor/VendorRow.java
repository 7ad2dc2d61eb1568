package org.countersign.tenancy.vendor;

import java.util.UUID;

/**
 * A vendor company.
 *
 * @param country ISO 3166 code, or empty
 * @param active whether its people get in at all
 * @param people those who can sign in
 * @param open assignments it may work on now, of the brands the caller sees
 */
public record VendorRow(
        UUID id,
        String name,
        String contact,
        String mail,
        String country,
        boolean active,
        long people,
        long open,
        long version) {}
