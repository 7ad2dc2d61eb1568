package org.countersign.tenancy;

/** The agency as its own people see it. */
public record AgencyCard(String id, String name, String host, String issuer) {}
