package org.countersign.tenancy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A channel that a brand shall have; whose account it is shows when it is connected.
 *
 * @param network {@code bluesky}
 * @param handle as the network writes it, without {@code @}
 * @param serviceUrl the account's own server; the password goes there and nowhere else
 */
public record ChannelDraft(
        @NotBlank @Pattern(regexp = "bluesky") String network,
        @NotBlank @Size(max = 253) @Pattern(regexp = "[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+")
                String handle,
        @NotNull @Size(max = 300) String serviceUrl) {}
