package org.countersign.tenancy.access;

/** How much of the API one agency, and one caller of it, may use. */
public record ApiQuota(int agencyPerMinute, int callerPerMinute) {}
