package org.countersign.tenancy.vendor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What the client may do with what is delivered, in the words of the terms.
 *
 * @param term how long
 * @param exclusive nobody else may use it meanwhile
 */
public record RightsGranted(
        @NotNull @Size(max = TEXT_MAX) String territory,
        @NotNull @Size(max = TEXT_MAX) String term,
        @NotNull @Size(max = TEXT_MAX) String media,
        boolean exclusive) {

    public static final int TEXT_MAX = 200;
}
