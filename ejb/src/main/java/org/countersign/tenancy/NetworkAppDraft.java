package org.countersign.tenancy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A developer app as the network registered it.
 *
 * @param secret empty where the network gave none
 */
public record NetworkAppDraft(
        @NotBlank @Pattern(regexp = "[a-z]{2,30}") String network,
        @NotBlank @Size(max = 80) String name,
        @NotBlank @Size(max = 300) String clientId,
        @NotNull @Size(max = 2000) String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return network + " " + clientId;
    }
}
