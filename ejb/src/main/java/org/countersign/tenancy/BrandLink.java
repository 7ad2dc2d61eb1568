package org.countersign.tenancy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A page of a brand on the web.
 *
 * @param url full https address
 */
public record BrandLink(@NotNull Kind kind, @NotBlank @Size(max = 500) String url) {

    /** What the page is to readers. */
    public enum Kind {
        SITE,
        SHOP,
        IMPRINT,
        PRIVACY,
        CONTACT,
        OTHER
    }
}
