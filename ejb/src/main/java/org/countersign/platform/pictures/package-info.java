/**
 * Uploaded pictures: what an upload is, and the bytes that are kept of it.
 *
 * <p>An upload is judged by content alone, freed of metadata once, and never changed again; so what
 * is stored is what is shown and sent.
 */
package org.countersign.platform.pictures;
