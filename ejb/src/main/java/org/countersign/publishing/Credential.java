package org.countersign.publishing;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What the account's holder types in; lives as long as the call.
 *
 * @param appPassword made at the network for this use, never the account's own password
 */
public record Credential(
        @NotBlank @Size(max = 253) String handle, @NotBlank @Size(max = 200) String appPassword) {

    /** Without the password. */
    @Override
    public String toString() {
        return handle;
    }
}
