package org.countersign.safety;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a person says of a rule.
 *
 * @param kind {@code PHRASE}, {@code REQUIRED} or {@code LINK}
 * @param action {@code BLOCK}, {@code LEGAL} or {@code WARN}
 */
public record RuleDraft(
        @NotNull Scope scope,
        @NotBlank @Size(max = 60) String scopeId,
        @NotBlank @Pattern(regexp = "PHRASE|REQUIRED|LINK") String kind,
        @NotBlank @Size(max = 200) String pattern,
        @NotBlank @Pattern(regexp = "BLOCK|LEGAL|WARN") String action,
        @NotBlank @Size(max = 120) String title,
        @NotNull @Size(max = 500) String rationale,
        @NotNull @Size(max = 200) String citation,
        @NotNull @Size(max = 200) String suggestion) {}
