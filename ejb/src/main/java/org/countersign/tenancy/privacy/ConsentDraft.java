package org.countersign.tenancy.privacy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;

/**
 * A version to be published, in both languages.
 *
 * @param effectiveFrom at once when empty or past
 */
public record ConsentDraft(
        @NotNull ConsentKind kind,
        @NotNull ConsentMode mode,
        Optional<Instant> effectiveFrom,
        @NotBlank @Size(max = TITLE_MAX) String titleEnglish,
        @NotBlank @Size(max = BODY_MAX) String bodyEnglish,
        @NotBlank @Size(max = TITLE_MAX) String titleGerman,
        @NotBlank @Size(max = BODY_MAX) String bodyGerman) {

    public static final int TITLE_MAX = 120;
    public static final int BODY_MAX = 20_000;
}
