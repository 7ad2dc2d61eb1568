package org.countersign.publishing.connector;

import java.net.URI;
import java.util.Objects;

/**
 * What opens a brand's account on a network; lives only as long as the call it is made for.
 *
 * @param account the network's own, unchangeable id of the account
 * @param publicUrl where a post can be read, with {@code {handle}}, {@code {account}} and {@code
 *     {key}}; empty for the network's usual place
 */
public record ChannelAccess(
        URI serviceUrl, String account, String handle, String secret, String publicUrl) {

    public ChannelAccess {
        Objects.requireNonNull(serviceUrl, "serviceUrl");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(handle, "handle");
        Objects.requireNonNull(secret, "secret");
        publicUrl = publicUrl == null ? "" : publicUrl;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return account + " at " + serviceUrl;
    }
}
