package org.countersign.insight;

/**
 * The figures at the top of the desk.
 *
 * @param overdue in review, and to go out within four hours or already late
 * @param withClient all that wait for a client
 * @param withUs drafts, asked changes and stages of our own
 * @param channelsFailing channels without a credential or with a failure newer than the last
 *     success
 * @param held posts that a stop holds
 * @param silentBrands brands with nothing published in the last seven days and nothing scheduled
 */
public record DeskSums(
        long overdue,
        long withClient,
        long withUs,
        long channelsFailing,
        long held,
        long silentBrands) {}
