package org.countersign.publishing.connector;

/**
 * It is there: its address on the network, the digest the network gave it, where people read it.
 */
public record Published(String uri, String cid, String publicUrl)
        implements PublishResult, Settlement {}
