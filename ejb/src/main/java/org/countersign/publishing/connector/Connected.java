package org.countersign.publishing.connector;

/**
 * The access opens this account; {@code handle} is what the network calls it today.
 *
 * @param scopes what the access allows, in the network's words; empty when it does not say
 */
public record Connected(String account, String handle, String scopes) implements Connection {}
