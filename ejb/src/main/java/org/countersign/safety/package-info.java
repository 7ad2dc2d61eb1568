/**
 * Floor 4: the rules of agency, client, brand, campaign and channel, what they say of a text, and
 * the stop switch. A verdict is a pure function of content, policy and engine; what stops the
 * dispatcher is read by the database itself.
 */
package org.countersign.safety;
