/**
 * How approved bytes reach a network, and how a network's answers are read.
 *
 * <p>A connector sends exactly what the canonical bytes say, hashes media again before they leave,
 * and passes each request that writes through the caller's gate. It never retries on its own:
 * record key and time of creation are fixed before the first try, so that the same call again has
 * no second effect. A lost answer is unknown until the network is read.
 */
package org.countersign.publishing.connector;
