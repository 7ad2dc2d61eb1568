/**
 * Keycloak's administration: realms, users, organizations, identity providers and clients, as far
 * as Countersign's books need them to exist there. Keycloak says who somebody is; what they may do
 * stands in our tables, so nothing here grants anything. Nothing of it may be called inside a
 * transaction.
 */
package org.countersign.tenancy.identity;
