/**
 * Starts and stops the product: one supervising process that brings up its parts in order, proves
 * each of them and takes all of them down again.
 *
 * <p>Invariants: a part that did not come up ends the start with one sentence and a non-zero exit
 * code, nothing is left running; secrets never appear on a command line or in a log; a process is
 * signalled only when its recorded identity still matches.
 */
package org.countersign.server;
