/**
 * Floor 6: posts, their immutable revisions and the media in them. A revision's variants are kept
 * as the canonical bytes that would be sent; whatever a page shows of a saved post is read from
 * those bytes. Saving a change is a new revision, and whoever approved the old one did not approve
 * the new.
 */
package org.countersign.content;
