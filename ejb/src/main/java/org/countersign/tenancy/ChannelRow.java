package org.countersign.tenancy;

import java.time.Duration;
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
 * @param scopes what the stored access allows, in the network's words; empty when unknown
 * @param expiresAt when the stored access ends by itself, where the network says so
 * @param connectedBy name of who gave the credential
 * @param checkedAt when the network was last asked whether the account opens
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
        String scopes,
        Optional<Instant> expiresAt,
        Optional<Instant> connectedAt,
        Optional<String> connectedBy,
        Optional<Instant> checkedAt,
        Optional<UUID> appId,
        long version) {

    /** Before the end of an access there is time to renew it. */
    private static final Duration NOTICE = Duration.ofDays(7);

    /** The access ends by itself, and soon. */
    public boolean expires(Instant now) {
        return expiresAt.filter(end -> end.isBefore(now.plus(NOTICE))).isPresent();
    }

    /** Nothing stands in the way of publishing, as far as the last calls tell. */
    public boolean healthy() {
        return connected && failure.isEmpty();
    }
}
