package org.countersign.publishing;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.countersign.platform.Settings;
import org.countersign.platform.outbound.GuardedClient;
import org.countersign.publishing.connector.BlueskyConnector;
import org.countersign.publishing.connector.Connector;

/**
 * The networks we publish to, all by the one guarded client. The dispatcher writes to them; whoever
 * connects and checks accounts asks them who an access belongs to.
 */
@ApplicationScoped
class Connectors {

    @Inject Settings settings;
    @Inject Clock clock;

    private GuardedClient client;
    private Map<String, Connector> byNetwork;

    @PostConstruct
    void open() {
        client = new GuardedClient(settings.outboundExceptions());
        var bluesky = new BlueskyConnector(client, clock);
        byNetwork = Map.of(bluesky.network(), bluesky);
    }

    @PreDestroy
    void close() {
        client.close();
    }

    Connector of(String network) {
        return byNetwork.get(network);
    }

    /** For addresses that are no network's: they are read only. */
    GuardedClient client() {
        return client;
    }

    /** A key fixed before the first try; every network of today takes the one form. */
    String recordKey(Instant now) {
        return byNetwork.values().iterator().next().newRecordKey(now);
    }
}
