/**
 * Programs that work for an agency, and how much of the API an agency may use. A program's account
 * is made by the agency's owner; what it may do is a list of permissions in the books, its secret
 * is Keycloak's. A program never decides, lifts, appoints or administers people.
 */
package org.countersign.tenancy.access;
