package org.countersign.tenancy.vendor;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * What somebody says of a vendor.
 *
 * @param country ISO 3166 code, or empty
 * @param notes for the agency only
 * @param dayRate for the agency only
 */
public record VendorDraft(
        @NotBlank @Size(max = NAME_MAX) String name,
        @NotNull @Size(max = CONTACT_MAX) String contact,
        @NotNull @Size(max = MAIL_MAX) @Pattern(regexp = "([^@\\s]+@[^@\\s]+)?") String mail,
        @NotNull @Pattern(regexp = "([A-Z]{2})?") String country,
        @NotNull @Size(max = NOTES_MAX) String notes,
        @NotNull Optional<@Valid Money> dayRate) {

    public static final int NAME_MAX = 120;
    public static final int CONTACT_MAX = 120;
    public static final int MAIL_MAX = 200;
    public static final int NOTES_MAX = 2000;
}
