package org.countersign.tenancy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/** A day on which a brand's people do not work, by its own list. */
public record BrandHoliday(@NotNull LocalDate day, @NotBlank @Size(max = 80) String name) {}
