/**
 * Floor 8: what goes out, when, and what became of it. A publication is made when an approval is
 * complete; the dispatcher claims it when it falls due, asks the database's gate right before each
 * writing request's first byte, and sends from the approved bytes. A try whose answer was lost is
 * settled by reading the network, never by trying blindly again.
 */
package org.countersign.publishing;
