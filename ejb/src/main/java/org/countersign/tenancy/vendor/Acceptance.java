package org.countersign.tenancy.vendor;

import java.time.Instant;

/**
 * Somebody of the vendor accepted the texts.
 *
 * @param nda version of the confidentiality text
 * @param rights version of the rights text
 */
public record Acceptance(String person, int nda, int rights, Instant acceptedAt) {}
