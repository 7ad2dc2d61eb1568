/**
 * Countersign's part inside Keycloak: how people of an agency's realm sign in, and how strong that
 * was.
 *
 * <p>{@link org.countersign.keycloak.SessionAuthenticator} lets a running session through, {@link
 * org.countersign.keycloak.SignInAuthenticator} shows the pages, {@link
 * org.countersign.keycloak.Progress} holds the rules of what comes next and what was reached. A
 * strength is written into the sign-in only by what was shown in it; nothing is taken from what a
 * person merely has. Rules are plain classes without Keycloak, and are tested so.
 */
package org.countersign.keycloak;
