package org.countersign.tenancy;

/**
 * The agency as its own people see it.
 *
 * @param coloured whether it has a colour of its own
 * @param logo whether it has a logo
 * @param look version of both
 */
public record AgencyCard(
        String id,
        String name,
        String host,
        String issuer,
        boolean coloured,
        boolean logo,
        long look) {}
