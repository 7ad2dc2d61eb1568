package org.countersign.tenancy;

import java.util.UUID;

/**
 * A developer app at a network, without its secret.
 *
 * @param ofOperator the operator's default, which every agency may use
 * @param secretKept a secret is stored
 */
public record NetworkAppRow(
        UUID id,
        String network,
        String name,
        String clientId,
        boolean ofOperator,
        boolean secretKept,
        long version) {}
