package org.countersign.publishing.connector;

/** The access opens this account; {@code handle} is what the network calls it today. */
public record Connected(String account, String handle) implements Connection {}
