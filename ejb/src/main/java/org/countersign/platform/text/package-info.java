/**
 * What a piece of text consists of: the characters that are let in, those that hide, and the links,
 * mentions and hashtags a network will make of it.
 *
 * <p>Screening, previews and connectors share this one reading, so that what is reviewed, what is
 * shown and what is sent never differ in where a link begins or where it leads.
 */
package org.countersign.platform.text;
