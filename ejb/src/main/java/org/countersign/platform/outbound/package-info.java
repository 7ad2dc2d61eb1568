/**
 * The only way out: every request to another server goes through {@link
 * org.countersign.platform.outbound.GuardedClient}.
 *
 * <p>Invariants: a name is resolved once and the connection goes to exactly the addresses that were
 * checked; no hop reaches an address that is not public unless its exact {@code host:port} is
 * configured; plain http only to such an exception; an answer has a bound in bytes and in time;
 * nothing is retried by the client itself once the first byte of a request went out.
 */
package org.countersign.platform.outbound;
