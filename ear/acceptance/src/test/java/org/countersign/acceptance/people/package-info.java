/** Who may do what, and how it changes: by the API, in Keycloak's own console, and in a browser. */
package org.countersign.acceptance.people;
