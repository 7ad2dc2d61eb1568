package org.countersign.tenancy;

/** What a person may do has changed, in the running transaction. */
public record PersonChanged(String agencyId, String personId) {}
