package org.countersign.publishing.connector;

/** Nobody can tell from here whether it had an effect; read the network. */
public record Unknown(String cause) implements PublishResult, Settlement, Removal {}
