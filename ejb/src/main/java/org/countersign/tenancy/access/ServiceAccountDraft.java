package org.countersign.tenancy.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;

/**
 * A program's account that is wanted.
 *
 * @param scopes of {@link ServiceScopes#grantable}
 * @param lastDay the last day, in UTC, on which it works; a year from now at most
 */
public record ServiceAccountDraft(
        @NotBlank @Size(max = NAME_MAX) String name,
        @NotEmpty List<String> scopes,
        @NotNull LocalDate lastDay) {

    public static final int NAME_MAX = 80;
}
