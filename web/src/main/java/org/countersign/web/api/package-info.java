/**
 * The REST API under {@code /api/v1}: whatever the pages can do, for programs. Each resource calls
 * the services that the pages call and gives their rows a shape of its own, which stays when the
 * rows change. Every refusal is an RFC 9457 problem with the text that the pages show. Changes need
 * {@code If-Match}; a POST may carry an {@code Idempotency-Key}, which shares the transaction of
 * what it does.
 */
package org.countersign.web.api;
