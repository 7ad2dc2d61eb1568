package org.countersign.publishing.connector;

import java.time.Instant;
import org.countersign.platform.outbound.Gate;

/** One network. Calls block on the network and must not be made inside a transaction. */
public interface Connector {

    /** The network's id in canonical content. */
    String network();

    /** A key for a record to come, unique enough to be fixed before the first try. */
    String newRecordKey(Instant now);

    /**
     * Whether the access opens the account it names; where it names none yet, which account the
     * handle and the secret open.
     */
    Connection connect(ChannelAccess access);

    /**
     * Publishes the variant. Calling again with the same variant after any answer has no second
     * effect.
     *
     * @param gate asked right before each request that writes; what it throws reaches the caller
     */
    PublishResult publish(ApprovedVariant variant, ChannelAccess access, Gate gate);

    /** Reads from the network whether the variant is there; writes nothing. */
    Settlement settle(ApprovedVariant variant, ChannelAccess access);

    /** Removes what was published under the key; nothing there is success. */
    Removal remove(String recordKey, ChannelAccess access, Gate gate);
}
