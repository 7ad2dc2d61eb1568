package org.countersign.tenancy.vendor;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A new version of a text for vendors. */
public record VendorTextDraft(
        @NotNull VendorText.Kind kind,
        @NotBlank @Size(max = TITLE_MAX) String title,
        @NotBlank @Size(max = BODY_MAX) String body) {

    public static final int TITLE_MAX = 120;
    public static final int BODY_MAX = 20_000;
}
