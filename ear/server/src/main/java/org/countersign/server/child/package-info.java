/**
 * What runs inside the application server's process: nothing but the JDK and Payara's own API is on
 * its class path.
 */
package org.countersign.server.child;
