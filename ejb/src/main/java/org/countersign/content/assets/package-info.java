/**
 * Media files, stored by the digest of their bytes.
 *
 * <p>What is stored is what is sent: an upload is judged by content alone, freed of metadata once,
 * and never changed again.
 */
package org.countersign.content.assets;
