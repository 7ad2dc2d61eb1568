package org.countersign.tenancy;

/**
 * Somebody's access has ended, in the running transaction: whatever acts for them without their
 * being there (tokens, devices, feeds, push, webhooks) ends with it.
 */
public record PersonEnded(String agencyId, String personId) {}
