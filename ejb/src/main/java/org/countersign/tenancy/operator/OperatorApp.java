package org.countersign.tenancy.operator;

import java.util.UUID;

/**
 * A developer app that every agency may use, without its secret.
 *
 * @param secretKept a secret is stored
 * @param agencies how many have channels that go out through it
 * @param channels how many those are
 */
public record OperatorApp(
        UUID id,
        String network,
        String name,
        String clientId,
        boolean secretKept,
        long agencies,
        long channels,
        long version) {}
