/**
 * Who is asking, and may this request pass at all.
 *
 * <p>{@link org.countersign.web.security.KeycloakMechanism} sees every request first: it turns the
 * host name into an agency and its realm, then a session or a bearer token into the caller. What
 * {@link org.countersign.web.security.PublicPaths} does not open is closed. {@link
 * org.countersign.web.security.GateFilter} behind it lets nothing through that the mechanism has
 * not passed, hides cookies and sessions from the API, and writes the security headers.
 *
 * <p>The rules for tokens, attempts, hosts and paths are plain classes without a container, and are
 * tested so.
 */
package org.countersign.web.security;
