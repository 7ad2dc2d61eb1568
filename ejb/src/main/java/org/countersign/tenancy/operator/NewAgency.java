package org.countersign.tenancy.operator;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An agency to be.
 *
 * @param slug its id for ever: realm, default host name, name in the API
 * @param host empty for {@code <slug>.<base domain>}
 */
public record NewAgency(
        @NotNull @Pattern(regexp = SLUG) String slug,
        @NotBlank @Size(max = NAME_MAX) String name,
        @NotNull @Pattern(regexp = HOST) @Size(max = HOST_MAX) String host,
        @NotBlank @Size(max = PERSON_MAX) String ownerName,
        @NotBlank @Email @Size(max = MAIL_MAX) String ownerMail) {

    static final int NAME_MAX = 120;
    static final int PERSON_MAX = 200;
    static final int MAIL_MAX = 254;
    static final int HOST_MAX = 253;
    static final String SLUG = "(?!(operator|master|media)$)[a-z][a-z0-9-]{1,40}";

    /** Labels of a host name in lower case; empty is the standard one. */
    static final String HOST =
            "|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+";
}
