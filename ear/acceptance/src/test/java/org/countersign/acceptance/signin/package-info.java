/**
 * Who gets in, and who does not: signing in and out at a real Keycloak as a browser does it, bearer
 * tokens, and the doors that stay closed. Every answer is looked at as it goes over the wire.
 */
package org.countersign.acceptance.signin;
