package org.countersign.tenancy.privacy;

/**
 * How long a kind of thing is kept.
 *
 * @param days what counts now
 * @param standard what counts when the agency says nothing
 */
public record RetentionPeriod(RetentionKind kind, int days, int standard, int least, int most) {}
