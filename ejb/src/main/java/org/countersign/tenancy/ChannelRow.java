package org.countersign.tenancy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A brand's account on a network, without its credential.
 *
 * @param network the network's key: {@code bluesky}
 * @param account the network's own id of the account, which a changed handle does not change
 * @param connected a credential is stored
 * @param failure key of the last failure, when it is newer than the last success
 */
public record ChannelRow(
        UUID id,
        UUID brandId,
        String brandName,
        String network,
        String handle,
        String account,
        String serviceUrl,
        boolean connected,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure,
        Optional<String> failure,
        long version) {

    /** Nothing stands in the way of publishing, as far as the last calls tell. */
    public boolean healthy() {
        return connected && failure.isEmpty();
    }
}
