/**
 * Tests that run inside the application server, in a second web module of the product's own EAR:
 * Arquillian puts it into the product's place in the server that all tests share.
 */
package org.countersign.acceptance.container;
