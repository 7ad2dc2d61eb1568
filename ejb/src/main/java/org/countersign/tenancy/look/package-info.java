/**
 * The agency's own look: its name, colour and logo on our pages and on Keycloak's, and the sender
 * of its mails. Only the agency's owner changes it; anybody who knows the agency's address sees it.
 */
package org.countersign.tenancy.look;
